package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.init.Init;
import torch4j.nn.utils.ParameterVector;
import torch4j.nn.utils.Parametrizations;
import torch4j.optim.AdamW;
import torch4j.optim.SGD;
import torch4j.testing.Tensors;

/** Lazy layers before their first batch: Python's uninitialized parameters. */
final class LazyLayersTest {
  @BeforeAll
  static void start() {
    Torch.init();
  }

  private static List<Module> lazyLayers() {
    return List.of(new LazyLinear(3), new LazyConv2d(3, 1), new LazyBatchNorm2d());
  }

  @Test
  void everything_worksBeforeTheFirstBatch() {
    for (Module layer : lazyLayers()) {
      String name = layer.toString();
      layer.to(DType.float64).to(Torch.device("cpu"));
      layer.train().eval();
      layer.zeroGrad();
      layer.requiresGrad_(true);
      assertEquals(2, layer.parameters().size(), name);
      layer
          .namedParameters()
          .forEach(
              (key, parameter) -> {
                assertFalse(((UninitializedParameter) parameter).isInitialized(), name + key);
                assertEquals(DType.float64, parameter.dtype());
              });
      Map<String, Tensor> state = layer.stateDict();
      assertSame(layer.getParameter("weight"), state.get("weight"), name);
      layer.loadStateDict(state);
      assertEquals(name, layer.deepCopy().toString());
    }
  }

  @Test
  void firstBatch_givesTheVeryParametersTheirShapes_inTheDtypeSetBefore() {
    var layer = new LazyLinear(3);
    layer.to(DType.float64);
    List<Tensor> before = layer.parameters();
    layer.call(Torch.ones(2, 5).to(DType.float64));
    assertEquals("Linear(in_features=5, out_features=3, bias=True)", layer.toString());
    assertSame(before.get(0), layer.weight());
    assertTrue(((UninitializedParameter) before.get(0)).isInitialized());
    assertEquals(5, before.get(0).size(1));
    assertEquals(DType.float64, before.get(0).dtype());
    assertTrue(before.get(0).requiresGrad() && before.get(0).isLeaf());
  }

  // The numbers that Python prints for the same lines:
  // torch.manual_seed(0); model = nn.Sequential(nn.LazyLinear(4), nn.ReLU(), nn.LazyLinear(1))
  // o = optim.SGD(model.parameters(), lr=0.1); 3 steps of model(torch.ones(2, 3)).sum()
  @Test
  void optimizers_madeBeforeTheFirstBatch_stepTheParametersAfterIt() {
    Torch.manualSeed(0);
    var model = new Sequential(new LazyLinear(4), new ReLU(), new LazyLinear(1));
    var optimizer = new SGD(model.parameters(), SGD.options().lr(0.1).momentum(0.9));
    optimizer.zeroGrad();
    optimizer.step();
    double last = 0;
    for (int i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      Tensor loss = model.call(Torch.ones(2, 3)).sum();
      loss.backward();
      optimizer.step();
      last = loss.itemFloat();
    }
    assertEquals(PYTHONS_LAST_LOSS, last, 1e-6);
    var adam = new AdamW(new LazyLinear(2).parameters());
    adam.step();
  }

  private static final double PYTHONS_LAST_LOSS = -1.7350661754608154;

  @Test
  void loadStateDict_intoAnInitializedLayer_namesTheKey() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Linear(5, 3).loadStateDict(new LazyLinear(3).stateDict(), false));
    assertTrue(
        error
            .getMessage()
            .contains(
                "While copying the parameter named \"weight\", expected a tensor with a shape from"
                    + " the checkpoint but received an uninitialized parameter; call the lazy"
                    + " module that it is from with one batch before saving it"),
        error.getMessage());
  }

  @Test
  void loadStateDict_thatFails_leavesTheLayerLazy() {
    var layer = new LazyLinear(3);
    assertThrows(
        IllegalArgumentException.class,
        () -> layer.loadStateDict(Map.of("weight", Torch.ones(3, 2))));
    assertThrows(
        IllegalArgumentException.class,
        () -> layer.loadStateDict(Map.of("weight", Torch.ones(3), "bias", Torch.ones(3)), true));
    assertTrue(layer.isLazy());
    layer.loadStateDict(Map.of("weight", Torch.ones(3, 2), "bias", Torch.ones(3)), true, true);
    Tensors.assertSame(
        Torch.full(new long[] {1, 3}, 3.0), layer.call(Torch.ones(1, 2)).detach(), "output");
  }

  @Test
  void whatNeedsAShape_saysThatThereIsNone() {
    String rule =
        ": got an uninitialized parameter, expected one with a shape; call its lazy module with a"
            + " batch first";
    var layer = new LazyLinear(3);
    assertEquals(
        "tensor" + rule,
        assertThrows(IllegalArgumentException.class, () -> Init.ones_(layer.weight()))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Init.kaimingUniform_(layer.weight()));
    assertEquals(
        "parameters" + rule,
        assertThrows(
                IllegalArgumentException.class,
                () -> ParameterVector.parametersToVector(layer.parameters()))
            .getMessage());
    assertEquals(
        "weight: got an uninitialized parameter of LazyLinear, expected one with a shape; call the"
            + " module with one batch first",
        assertThrows(IllegalStateException.class, () -> Parametrizations.weightNorm(layer))
            .getMessage());
  }
}
