package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.TensorDescription;
import torch4j.testing.Tensors;

final class ModuleTest {
  /** A module as a user writes it. */
  private static final class Net extends Module {
    private final Linear hidden = register("hidden", new Linear(4, 8));
    private final Linear output = register("output", new Linear(8, 2));
    private final Tensor scale = registerParameter("scale", Torch.ones(1));
    private final Tensor seen = registerBuffer("seen", Torch.zeros(1));

    @Override
    public Tensor forward(Tensor x) {
      seen.add_(Torch.ones(1));
      return output.call(Torch.relu(hidden.call(x))).mul(scale);
    }

    Linear again() {
      return register("hidden", new Linear(1, 1));
    }

    Linear dotted() {
      return register("a.b", new Linear(1, 1));
    }
  }

  private static final class Wrong extends Module {
    @Override
    public Tensor forward(Tensor x) {
      return Torch.matmul(x, x);
    }
  }

  private static final class Tied extends Module {
    Tied() {
      register("two", register("one", new Linear(2, 2)));
    }
  }

  @BeforeAll
  static void start() {
    Torch.init();
  }

  @Test
  void namedParameters_ofAUserModule_areInPythonsOrder() {
    var net = new Net();
    assertEquals(
        List.of("scale", "hidden.weight", "hidden.bias", "output.weight", "output.bias"),
        List.copyOf(net.namedParameters().keySet()));
    assertEquals(List.of("seen"), List.copyOf(net.namedBuffers().keySet()));
    assertEquals(List.of("hidden", "output"), List.copyOf(net.namedChildren().keySet()));
  }

  @Test
  void call_ofAUserModule_trainsAllItsParameters() {
    var net = new Net();
    net.call(Torch.ones(3, 4)).sum().backward();
    net.namedParameters().forEach((name, parameter) -> assertNotNull(parameter.grad(), name));
    assertEquals(1, net.seen.itemFloat());
    net.zeroGrad();
    net.namedParameters().forEach((name, parameter) -> assertNull(parameter.grad(), name));
  }

  @Test
  void registerParameter_madeInAScope_outlivesIt() {
    Net net;
    try (var scope = Torch.scope()) {
      net = new Net();
    }
    assertEquals(1, net.scale.itemFloat());
    assertTrue(net.scale.requiresGrad());
    assertEquals(0, net.seen.itemFloat());
  }

  @Test
  void parameters_sharedByTwoChildren_comeOnce() {
    assertEquals(2, new Tied().parameters().size());
  }

  @Test
  void register_takenOrDottedName_isRefused() {
    var taken = assertThrows(IllegalArgumentException.class, () -> new Net().again());
    assertEquals("name: got \"hidden\", expected an unused name of Net", taken.getMessage());
    var dotted = assertThrows(IllegalArgumentException.class, () -> new Net().dotted());
    assertEquals("name: got \"a.b\", expected a name without dots", dotted.getMessage());
  }

  @Test
  void trainAndEval_reachAllBelow() {
    var model = new Sequential(new Linear(2, 2), new Sequential(new Dropout(0.5)));
    assertTrue(model.isTraining());
    assertSame(model, model.eval());
    assertFalse(((Sequential) model.get(1)).get(0).isTraining());
    Tensors.assertSame(
        Torch.ones(8), new Dropout(0.9).eval().call(Torch.ones(8)), "dropout in evaluation");
    model.train();
    assertTrue(((Sequential) model.get(1)).get(0).isTraining());
  }

  @Test
  void to_convertsParametersInPlace() {
    var model = new Sequential(new Linear(2, 2), new BatchNorm2d(2));
    List<Tensor> before = model.parameters();
    model.to(DType.float64);
    model.parameters().forEach(p -> assertEquals("float64", TensorDescription.dtype(p)));
    before.forEach(p -> assertEquals("float64", TensorDescription.dtype(p)));
    assertEquals(
        "int64", TensorDescription.dtype(model.namedBuffers().get("1.num_batches_tracked")));
    model.to(Torch.device("cpu"));
    assertThrows(IllegalArgumentException.class, () -> model.to(DType.int32));
  }

  @Test
  void sequential_named_keepsNamesAndOrder() {
    Map<String, Module> modules = new LinkedHashMap<>();
    modules.put("first", new Linear(2, 3));
    modules.put("second", new ReLU());
    var model = new Sequential(modules);
    assertEquals(
        List.of("first.weight", "first.bias"), List.copyOf(model.namedParameters().keySet()));
    assertEquals(2, model.size());
  }

  @Test
  void sequential_empty_returnsItsInput() {
    Tensor x = Torch.ones(2);
    assertSame(x, new Sequential().call(x));
  }

  @Test
  void toString_isPythonsRepr() {
    var model =
        new Sequential(
            new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
            new BatchNorm2d(16),
            new Sequential(new ReLU(), new MaxPool2d(2)),
            new Flatten(),
            new Dropout(0.2),
            new Linear(64, 10, false));
    assertEquals(
        """
        Sequential(
          (0): Conv2d(1, 16, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
          (1): BatchNorm2d(16, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
          (2): Sequential(
            (0): ReLU()
            (1): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
          )
          (3): Flatten(start_dim=1, end_dim=-1)
          (4): Dropout(p=0.2, inplace=False)
          (5): Linear(in_features=64, out_features=10, bias=False)
        )""",
        model.toString());
  }

  @Test
  void bias_withoutOne_isNull() {
    assertNull(new Linear(2, 2, false).bias());
    assertNull(new Conv2d(1, 1, 1, Conv2d.options().bias(false)).bias());
  }

  @Test
  void linear_wrongShape_namesLayerShapeAndRule() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new Linear(784, 64).call(Torch.ones(32, 10)));
    assertEquals(
        "Linear(in_features=784, out_features=64, bias=True): input: got [32, 10] float32, expected [*, 784] float32; "
            + "mat1 and mat2 shapes cannot be multiplied (32x10 and 784x64)",
        error.getMessage());
  }

  @Test
  void linear_wrongDtype_namesBoth() {
    Tensor longs = Torch.ones(2, 4).to(DType.int64);
    var error = assertThrows(IllegalArgumentException.class, () -> new Linear(4, 2).call(longs));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "Linear(in_features=4, out_features=2, bias=True): input: got [2, 4] int64, expected [*, 4] float32; "),
        error.getMessage());
  }

  @Test
  void linear_emptyBatch_givesAnEmptyOutput() {
    assertEquals(0, new Linear(4, 2).call(Torch.ones(0, 4)).size(0));
  }

  @Test
  void linear_nonContiguous_equalsContiguous() {
    var layer = new Linear(4, 2);
    Tensor x = Tensors.sine(0.3, 4, 3).t();
    assertFalse(x.isContiguous());
    Tensors.assertClose(layer.call(x.contiguous()), layer.call(x), 1e-6, "output");
  }

  @Test
  void conv2d_wrongChannels_namesBoth() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new Conv2d(3, 8, 3).call(Torch.ones(1, 1, 8, 8)));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1)): input: got [1, 1, 8, 8] float32, expected [N, 3, H, W] or [3, H, W] float32; "),
        error.getMessage());
  }

  @Test
  void wrongInputs_ofTheOtherLayers_areRefused() {
    Tensor flat = Torch.ones(4);
    assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(3).call(flat));
    assertThrows(IllegalArgumentException.class, () -> new MaxPool2d(2).call(flat));
    assertThrows(IllegalArgumentException.class, () -> new Flatten(1, 2).call(flat));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CrossEntropyLoss().call(Torch.ones(2, 3), Torch.ones(5)));
    assertThrows(
        IllegalArgumentException.class, () -> new MSELoss().call(Torch.ones(2, 3), Torch.ones(5)));
  }

  @Test
  void wrongInput_insideASequential_namesTheInnermostLayer() {
    var model = new Sequential(new Linear(4, 3), new Linear(4, 2));
    var error = assertThrows(IllegalArgumentException.class, () -> model.call(Torch.ones(1, 4)));
    assertTrue(
        error.getMessage().startsWith("Linear(in_features=4, out_features=2, bias=True): "),
        error.getMessage());
  }

  @Test
  void wrongUseOfAnOperator_inAUserModule_isATorchException() {
    var error = assertThrows(TorchException.class, () -> new Wrong().call(Torch.ones(2, 3)));
    assertEquals("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", error.getMessage());
    assertTrue(error.detail().contains("Exception raised from"), error.detail());
  }

  @Test
  void call_ofAModuleWithoutForward_isRefused() {
    var error =
        assertThrows(UnsupportedOperationException.class, () -> new Tied().call(Torch.ones(1)));
    assertEquals(
        "Tied: got one tensor, expected other inputs; it does not override forward for these",
        error.getMessage());
  }

  @Test
  void wrongOptions_areRefused() {
    assertEquals(
        "p: got 1.5, expected a probability between 0 and 1",
        assertThrows(IllegalArgumentException.class, () -> new Dropout(1.5)).getMessage());
    assertEquals(
        "stride: got 0, expected >= 1",
        assertThrows(IllegalArgumentException.class, () -> Conv2d.options().stride(0))
            .getMessage());
    assertEquals(
        "kernelSize: got 3 sizes, expected 1 or 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Conv2d(1, 1, torch4j.nn.functional.Sizes.of(3, 3, 3), Conv2d.options()))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new Conv2d(3, 4, 3, Conv2d.options().groups(2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Conv2d(3, 4, 3, Conv2d.options().padding("same").stride(2)));
    assertThrows(IllegalArgumentException.class, () -> new Linear(-1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> CrossEntropyLoss.options().labelSmoothing(-0.1));
  }
}
