package torch4j.nn.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.BatchNormState;
import torch4j.nn.Conv2d;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.Parametrization;
import torch4j.nn.Parametrize;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.nn.init.Init;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

final class UtilsTest {
  private static final JsonNode GOLDEN = Golden.read("utils");
  private static final double TOLERANCE = 2e-6;

  @BeforeAll
  static void start() {
    Torch.init();
  }

  private static Stream<Arguments> cases(String kind) {
    return StreamSupport.stream(GOLDEN.get(kind).spliterator(), false)
        .map(
            golden ->
                Arguments.of(
                    Named.of(
                        golden.get("name").asText() + " " + golden.path("dtype").asText(),
                        golden)));
  }

  static Stream<Arguments> parametrized() {
    return cases("parametrized");
  }

  static Stream<Arguments> fused() {
    return cases("fused");
  }

  @ParameterizedTest
  @MethodSource("parametrized")
  void parametrization_equalsPython(JsonNode golden) {
    Torch.manualSeed(7);
    String name = golden.get("name").asText();
    boolean doubles = golden.get("dtype").asText().equals("torch.float64");
    double tolerance = doubles ? 1e-12 : 1e-5;
    DType dtype = doubles ? DType.float64 : DType.float32;
    Module module = make(name, dtype);
    assertEquals(golden.get("repr").asText(), module.toString());
    assertState(golden.get("state"), module.stateDict(), tolerance);
    Tensor input = input(Golden.longs(golden.get("input"))).to(dtype);
    Tensor output = module.call(input);
    assertNear(golden.get("output"), output, tolerance, "output");
    output.square().sum().backward();
    Map<String, Tensor> grads = new LinkedHashMap<>();
    module.namedParameters().forEach((key, parameter) -> grads.put(key, parameter.grad()));
    assertState(golden.get("grads"), grads, tolerance);
    assertState(golden.get("stateAfter"), module.stateDict(), tolerance);
    module.eval();
    Tensor again = module.call(input);
    assertNear(golden.get("outputEval"), again, tolerance, "in evaluation");
    requireRoundTrip(make(name, dtype), module, input);
    for (String parameter : List.of("weight", "bias")) {
      if (Parametrize.isParametrized(module, parameter)) {
        Parametrizations.removeParametrizations(module, parameter);
      }
    }
    assertEquals(golden.get("removedRepr").asText(), module.toString());
    assertState(golden.get("removed"), module.stateDict(), tolerance);
    Tensors.assertClose(again, module.call(input), tolerance, "without parametrizations");
  }

  private static Tensor input(long... shape) {
    long n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Tensor places = Torch.arange(n);
    return places.remainder(7).sub(3).div(4.0).reshape(shape);
  }

  private static void requireRoundTrip(Module other, Module module, Tensor input) {
    Tensor expected = module.call(input);
    other.loadStateDict(module.stateDict());
    Tensors.assertSame(expected, other.eval().call(input), "from a state dict");
    Tensors.assertSame(expected, module.deepCopy().call(input), "of a copy");
  }

  private static Module make(String name, DType dtype) {
    return switch (name) {
      case "weight_norm" -> Parametrizations.weightNorm(in(dtype, new Linear(4, 3)));
      case "weight_norm dim 1" ->
          Parametrizations.weightNorm(in(dtype, new Linear(4, 3)), "weight", 1);
      case "weight_norm whole" ->
          Parametrizations.weightNorm(in(dtype, new Linear(4, 3)), "weight", -1);
      case "weight_norm bias" -> Parametrizations.weightNorm(in(dtype, new Linear(4, 3)), "bias");
      case "weight_norm conv" -> Parametrizations.weightNorm(in(dtype, new Conv2d(2, 3, 3)));
      case "weight_norm twice" ->
          Parametrizations.weightNorm(
              Parametrizations.weightNorm(in(dtype, new Linear(4, 3))), "bias");
      case "spectral_norm" -> Parametrizations.spectralNorm(in(dtype, new Linear(4, 3)));
      case "spectral_norm many" ->
          Parametrizations.spectralNorm(in(dtype, new Linear(4, 3)), "weight", 3, 1e-6);
      case "spectral_norm dim 1" ->
          Parametrizations.spectralNorm(in(dtype, new Conv2d(2, 3, 3)), "weight", 1, 1e-12, 1);
      case "spectral_norm bias" ->
          Parametrizations.spectralNorm(in(dtype, new Linear(4, 3)), "bias");
      case "spectral_norm eval" -> {
        var linear = in(dtype, new Linear(4, 3));
        linear.eval();
        yield Parametrizations.spectralNorm(linear);
      }
      default -> orthogonal(name, dtype);
    };
  }

  private static Module orthogonal(String name, DType dtype) {
    return switch (name) {
      case "orthogonal square" -> Parametrizations.orthogonal(in(dtype, new Linear(4, 4)));
      case "orthogonal tall" -> Parametrizations.orthogonal(in(dtype, new Linear(3, 5)));
      case "orthogonal wide" -> Parametrizations.orthogonal(in(dtype, new Linear(5, 3)));
      case "orthogonal cayley" ->
          Parametrizations.orthogonal(in(dtype, new Linear(3, 5)), "weight", OrthogonalMap.CAYLEY);
      case "orthogonal matrix_exp" ->
          Parametrizations.orthogonal(
              in(dtype, new Linear(5, 3)), "weight", OrthogonalMap.MATRIX_EXP);
      case "orthogonal plain cayley" ->
          Parametrizations.orthogonal(
              in(dtype, new Linear(4, 4)), "weight", OrthogonalMap.CAYLEY, false);
      case "orthogonal plain householder" ->
          Parametrizations.orthogonal(
              in(dtype, new Linear(5, 3)), "weight", OrthogonalMap.HOUSEHOLDER, false);
      case "orthogonal then spectral_norm" ->
          Parametrizations.spectralNorm(Parametrizations.orthogonal(in(dtype, new Linear(4, 4))));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static <M extends Module> M in(DType dtype, M layer) {
    layer.to(dtype);
    return layer;
  }

  private static List<String> keys(JsonNode state) {
    List<String> keys = new ArrayList<>();
    state.forEach(entry -> keys.add(entry.get(0).asText()));
    return keys;
  }

  private static void assertState(JsonNode golden, Map<String, Tensor> actual, double tolerance) {
    assertEquals(keys(golden), List.copyOf(actual.keySet()));
    for (JsonNode entry : golden) {
      String key = entry.get(0).asText();
      assertNear(entry.get(1), actual.get(key), tolerance, key);
    }
  }

  // Relative to the largest element: small ones may be what is left of large ones.
  private static void assertNear(JsonNode golden, Tensor actual, double tolerance, String what) {
    Tensor expected = Golden.tensor(golden);
    double largest = Arrays.stream(Tensors.values(expected)).map(Math::abs).max().orElse(0);
    Tensors.assertClose(expected, actual, tolerance * Math.max(1, largest), what);
  }

  @ParameterizedTest
  @MethodSource("fused")
  void fusion_equalsPython(JsonNode golden) {
    Torch.manualSeed(7);
    String name = golden.get("name").asText();
    boolean affine = !name.equals("conv, not affine");
    Module layer =
        switch (name) {
          case "conv", "conv, not affine" -> new Conv2d(2, 3, 3);
          case "conv without bias" -> new Conv2d(2, 3, 3, Conv2d.options().bias(false));
          case "conv transposed" -> new Conv2d(3, 2, 3, Conv2d.options().bias(false));
          case "linear" -> new Linear(4, 3);
          default -> new Linear(4, 3, false);
        };
    double eps = name.equals("conv without bias") ? 0.1 : 1e-5;
    var norm = new BatchNorm2d(3, BatchNorm2d.options().affine(affine).eps(eps));
    Init.uniform_(norm.getBuffer("running_mean"), -1, 1);
    Init.uniform_(norm.getBuffer("running_var"), 0.5, 2);
    if (affine) {
      Init.normal_(norm.weight());
      Init.normal_(norm.bias());
    }
    String before = layer.stateDict().get("weight").sum().toString();
    assertThrows(IllegalArgumentException.class, () -> Fusion.fuseConvBnEval(layer, norm));
    layer.eval();
    norm.eval();
    Module one =
        layer instanceof Linear linear
            ? Fusion.fuseLinearBnEval(linear, norm)
            : Fusion.fuseConvBnEval(layer, norm, name.equals("conv transposed"));
    requireSame(golden, one);
    assertEquals(before, layer.stateDict().get("weight").sum().toString());
  }

  private static void requireSame(JsonNode golden, Module one) {
    int i = 0;
    for (String name : List.of("weight", "bias")) {
      Tensor parameter = one.getParameter(name);
      Tensors.assertClose(Golden.tensor(golden.get(name)), parameter, TOLERANCE, name);
      assertEquals(golden.get("trains").get(i++).asBoolean(), parameter.requiresGrad(), name);
    }
  }

  @Test
  void fusion_computesTheSameAsBothLayers() {
    var conv = new Conv2d(2, 3, 3);
    var norm = new BatchNorm2d(3);
    Tensor input = Tensors.sine(0.7, 2, 2, 5, 5);
    norm.call(conv.call(input)); // running averages
    conv.eval();
    norm.eval();
    Tensors.assertClose(
        norm.call(conv.call(input)), Fusion.fuseConvBnEval(conv, norm).call(input), 1e-5, "output");
  }

  @Test
  void fusion_ofWhatDoesNotFit_isRefused() {
    var linear = new Linear(4, 3);
    linear.eval();
    var norm = new BatchNorm2d(2);
    norm.eval();
    assertThrows(IllegalArgumentException.class, () -> Fusion.fuseLinearBnEval(linear, norm));
    assertThrows(IllegalArgumentException.class, () -> BatchNormState.of(new ReLU()));
    var without = new BatchNorm2d(3, BatchNorm2d.options().trackRunningStats(false));
    assertThrows(IllegalArgumentException.class, () -> BatchNormState.of(without));
    var plain = new BatchNorm2d(3, BatchNorm2d.options().affine(false));
    plain.eval();
    assertThrows(IllegalArgumentException.class, () -> Fusion.fuseLinearBnEval(linear, plain));
  }

  @Test
  void parameterVector_equalsPython_andGoesBack() {
    Torch.manualSeed(7);
    var module = new Sequential(new Linear(2, 3), new Linear(3, 1, false));
    Tensor vector = ParameterVector.parametersToVector(module.parameters());
    Tensors.assertSame(Golden.tensor(GOLDEN.get("vector")), vector, "vector");
    vector.sum().backward();
    assertEquals(1, module.parameters().get(0).grad().max().itemFloat());
    Tensor doubled = vector.detach().mul(2.0);
    ParameterVector.vectorToParameters(doubled, module.parameters());
    Tensors.assertSame(
        doubled, ParameterVector.parametersToVector(module.parameters()).detach(), "doubled");
    assertTrue(module.parameters().get(0).requiresGrad());
    assertThrows(
        IllegalArgumentException.class,
        () -> ParameterVector.vectorToParameters(Torch.zeros(3), module.parameters()));
    assertThrows(
        IllegalArgumentException.class, () -> ParameterVector.parametersToVector(List.of()));
  }

  /** A parametrization as a user writes it. */
  private static final class Symmetric extends Parametrization {
    @Override
    public Tensor forward(Tensor x) {
      return x.triu().add(x.triu(1).t());
    }

    @Override
    public List<Tensor> rightInverse(Tensor value) {
      return List.of(value.triu());
    }
  }

  private static final class Wider extends Parametrization {
    @Override
    public Tensor forward(Tensor x) {
      return x.repeat(2, 1);
    }
  }

  @Test
  void weightNorm_takesStateDictsOfTheOlderWeightNorm() {
    var net = new Sequential(Parametrizations.weightNorm(new Linear(4, 3)));
    Map<String, Tensor> old = new LinkedHashMap<>();
    old.put("0.bias", Torch.ones(3));
    old.put("0.weight_g", Torch.full(new long[] {3, 1}, 2));
    old.put("0.weight_v", Torch.ones(3, 4));
    net.loadStateDict(old);
    var layer = (Linear) net.get(0);
    Tensors.assertSame(Torch.ones(3, 4), layer.weight(), "weight"); // 2 / |(1, 1, 1, 1)|
    assertEquals(List.of("0.bias", "0.weight_g", "0.weight_v"), List.copyOf(old.keySet()));
  }

  @Test
  void weightNorm_oneOfTheOldKeysAlone_isUnexpected() {
    var layer = Parametrizations.weightNorm(new Linear(4, 3));
    Map<String, Tensor> state = layer.stateDict();
    state.put("weight_g", Torch.ones(3, 1));
    var keys = layer.loadStateDict(state, false);
    assertEquals(List.of("weight_g"), keys.unexpectedKeys());
  }

  @Test
  void parametrize_aUsersOwn_trainsTheSameTensor() {
    var linear = new Linear(3, 3);
    Tensor weight = linear.weight();
    Parametrize.registerParametrization(linear, "weight", new Symmetric());
    assertTrue(linear.weight().equal(linear.weight().t()));
    assertTrue(linear.toString().contains("(0): Symmetric()"), linear.toString());
    linear.call(Torch.ones(2, 3)).sum().backward();
    assertTrue(weight.grad() != null, "an optimizer's handle still works");
    Tensor value = Torch.ones(3, 3);
    Parametrize.setValue(linear, "weight", value);
    Tensors.assertSame(value, linear.weight().detach(), "assigned");
    Parametrize.removeParametrizations(linear, "weight", false);
    Tensors.assertSame(value.triu(), linear.weight().detach(), "the original");
    assertFalse(Parametrize.isParametrized(linear));
    assertEquals(List.of("bias", "weight"), List.copyOf(linear.namedParameters().keySet()));
  }

  @Test
  void parametrize_whatDoesNotFit_isRefusedAndChangesNothing() {
    var linear = new Linear(3, 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> Parametrize.registerParametrization(linear, "weight", new Wider()));
    assertThrows(IllegalArgumentException.class, () -> Parametrizations.weightNorm(linear, "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Parametrizations.spectralNorm(linear, "weight", 0, 1e-12));
    assertThrows(
        IllegalArgumentException.class,
        () -> Parametrizations.spectralNorm(linear, "weight", 1, 1e-12, 2));
    assertThrows(IllegalArgumentException.class, () -> Parametrizations.orthogonal(linear, "bias"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Parametrizations.removeParametrizations(linear, "weight"));
    assertEquals("Linear(in_features=3, out_features=3, bias=True)", linear.toString());
    Parametrizations.weightNorm(linear);
    assertThrows(
        IllegalArgumentException.class,
        () -> Parametrizations.removeParametrizations(linear, "weight", false));
  }
}
