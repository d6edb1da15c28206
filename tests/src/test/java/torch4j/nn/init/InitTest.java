package torch4j.nn.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Linear;
import torch4j.nn.utils.SkipInit;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

final class InitTest {
  // A factorisation is computed, and by another LAPACK than Python's.
  private static final double COMPUTED = 1e-6;

  static Stream<Arguments> cases() {
    return StreamSupport.stream(Golden.read("init").get("cases").spliterator(), false)
        .map(golden -> Arguments.of(Named.of(golden.get("name").asText(), golden)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void initialisation_equalsPython(JsonNode golden) {
    Torch.init();
    Tensor tensor =
        Torch.full(Golden.longs(golden.get("shape")), 9.0)
            .to(golden.get("dtype").asText().equals("float64") ? DType.float64 : DType.float32);
    Torch.manualSeed(7);
    String function = golden.get("function").asText();
    if (golden.has("error")) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> fill(function, tensor, golden.get("arguments")));
      assertTrue(error.getMessage().contains("got"), error.getMessage());
      return;
    }
    Tensor result = fill(function, tensor, golden.get("arguments"));
    double tolerance = function.equals("orthogonal_") ? COMPUTED : 0;
    Tensors.assertClose(Golden.tensor(golden.get("result")), result, tolerance, function);
    Tensors.assertClose(
        Golden.tensor(golden.get("result")), tensor, tolerance, "the tensor itself");
    assertEquals(golden.get("next").floatValue(), Torch.rand(1).itemFloat(), "numbers drawn");
  }

  private static Tensor fill(String function, Tensor tensor, JsonNode arguments) {
    int n = arguments.size();
    return switch (function) {
      case "uniform_" ->
          n == 0
              ? Init.uniform_(tensor)
              : Init.uniform_(tensor, at(arguments, 0), at(arguments, 1));
      case "normal_" ->
          n == 0 ? Init.normal_(tensor) : Init.normal_(tensor, at(arguments, 0), at(arguments, 1));
      case "trunc_normal_" -> truncNormal(tensor, arguments);
      case "constant_" -> Init.constant_(tensor, at(arguments, 0));
      case "ones_" -> Init.ones_(tensor);
      case "zeros_" -> Init.zeros_(tensor);
      case "eye_" -> Init.eye_(tensor);
      case "dirac_" ->
          n == 0 ? Init.dirac_(tensor) : Init.dirac_(tensor, arguments.get(0).asLong());
      case "orthogonal_" ->
          n == 0 ? Init.orthogonal_(tensor) : Init.orthogonal_(tensor, at(arguments, 0));
      case "sparse_" ->
          n == 1
              ? Init.sparse_(tensor, at(arguments, 0))
              : Init.sparse_(tensor, at(arguments, 0), at(arguments, 1));
      default -> byFans(function, tensor, arguments);
    };
  }

  private static Tensor truncNormal(Tensor tensor, JsonNode arguments) {
    return switch (arguments.size()) {
      case 0 -> Init.truncNormal_(tensor);
      case 2 -> Init.truncNormal_(tensor, at(arguments, 0), at(arguments, 1));
      default ->
          Init.truncNormal_(
              tensor, at(arguments, 0), at(arguments, 1), at(arguments, 2), at(arguments, 3));
    };
  }

  private static Tensor byFans(String function, Tensor tensor, JsonNode arguments) {
    boolean plain = arguments.isEmpty();
    boolean full = arguments.size() == 3;
    FanMode mode = full ? FanMode.valueOf(upper(arguments.get(1))) : null;
    Nonlinearity nonlinearity = full ? Nonlinearity.valueOf(upper(arguments.get(2))) : null;
    double first = plain ? 0 : at(arguments, 0);
    return switch (function) {
      case "xavier_uniform_" ->
          plain ? Init.xavierUniform_(tensor) : Init.xavierUniform_(tensor, first);
      case "xavier_normal_" ->
          plain ? Init.xavierNormal_(tensor) : Init.xavierNormal_(tensor, first);
      case "kaiming_uniform_" ->
          full
              ? Init.kaimingUniform_(tensor, first, mode, nonlinearity)
              : plain ? Init.kaimingUniform_(tensor) : Init.kaimingUniform_(tensor, first);
      case "kaiming_normal_" ->
          full
              ? Init.kaimingNormal_(tensor, first, mode, nonlinearity)
              : plain ? Init.kaimingNormal_(tensor) : Init.kaimingNormal_(tensor, first);
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static double at(JsonNode arguments, int index) {
    return arguments.get(index).asDouble();
  }

  private static String upper(JsonNode text) {
    return text.asText().toUpperCase(Locale.ROOT);
  }

  @Test
  void calculateGain_equalsPython() {
    JsonNode gains = Golden.read("init").get("gains");
    assertEquals(gains.size(), Nonlinearity.values().length);
    for (Nonlinearity nonlinearity : Nonlinearity.values()) {
      JsonNode expected = gains.get(nonlinearity.toString());
      assertEquals(expected.get(0).asDouble(), Init.calculateGain(nonlinearity));
      assertEquals(expected.get(1).asDouble(), Init.calculateGain(nonlinearity, 0.3));
    }
  }

  @Test
  void initialisation_ofAParameter_recordsNoGradients() {
    Tensor parameter = Tensors.parameter(3, 4);
    Init.orthogonal_(Init.sparse_(Init.xavierNormal_(parameter), 0.5));
    assertTrue(parameter.requiresGrad() && parameter.isLeaf());
  }

  @Test
  void fans_areCountedAsInPython() {
    assertEquals(18, Init.fanIn(Tensors.parameter(4, 2, 3, 3)));
    assertEquals(36, Init.fanOut(Tensors.parameter(4, 2, 3, 3)));
    assertThrows(IllegalArgumentException.class, () -> Init.fanOut(Tensors.parameter(4)));
  }

  @Test
  void skipInit_drawsNothing_andEndsWithTheSupplier() {
    Torch.manualSeed(7);
    float expected = Torch.rand(1).itemFloat();
    Torch.manualSeed(7);
    Linear linear = SkipInit.skipInit(() -> new Linear(3, 2));
    assertEquals(expected, Torch.rand(1).itemFloat());
    assertTrue(linear.weight().requiresGrad());
    assertThrows(
        IllegalStateException.class,
        () ->
            SkipInit.skipInit(
                () -> {
                  throw new IllegalStateException();
                }));
    assertFalse(Init.zeros_(Tensors.parameter(1)).itemFloat() != 0);
  }
}
