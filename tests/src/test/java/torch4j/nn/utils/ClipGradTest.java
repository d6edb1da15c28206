package torch4j.nn.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.TorchException;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

final class ClipGradTest {
  private static final double TOLERANCE = 1e-6;

  static Stream<Arguments> cases() {
    return StreamSupport.stream(Golden.read("clip").get("cases").spliterator(), false)
        .map(golden -> Arguments.of(Named.of(golden.get("name").asText(), golden)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void clipGradNorm_equalsPython(JsonNode golden) {
    List<Tensor> parameters = new ArrayList<>();
    for (JsonNode gradient : golden.get("gradients")) {
      Tensor grad = Golden.tensor(gradient);
      Tensor parameter = torch.zeros_like(grad).set_requires_grad(true);
      parameter.mutable_grad().put(grad);
      parameters.add(parameter);
    }
    parameters.add(Tensors.parameter(3)); // without a gradient
    double type =
        golden.get("normType").isTextual()
            ? Double.POSITIVE_INFINITY
            : golden.get("normType").asDouble();
    Tensor norm = ClipGrad.clipGradNorm_(parameters, golden.get("maxNorm").asDouble(), type, false);
    Tensors.assertClose(Golden.tensor(golden.get("totalNorm")), norm, TOLERANCE, "norm");
    for (int i = 0; i < golden.get("clipped").size(); i++) {
      Tensors.assertClose(
          Golden.tensor(golden.get("clipped").get(i)),
          parameters.get(i).grad(),
          TOLERANCE,
          "gradient " + i);
    }
  }

  @Test
  void clipGradNorm_withoutGradients_isZero() {
    assertEquals(0, ClipGrad.clipGradNorm_(List.of(Tensors.parameter(2)), 1).item_float());
    assertEquals(0, ClipGrad.clipGradNorm_(List.of(), 1).item_float());
  }

  @Test
  void clipGradNorm_notFinite_passesOrIsAnError() {
    Tensor parameter = Tensors.parameter(1);
    parameter.mutable_grad().put(torch.full(new long[] {1}, new Scalar(Double.POSITIVE_INFINITY)));
    assertEquals(
        Float.POSITIVE_INFINITY, ClipGrad.clipGradNorm_(List.of(parameter), 1).item_float());
    parameter.mutable_grad().put(torch.full(new long[] {1}, new Scalar(Double.NaN)));
    var error =
        assertThrows(
            TorchException.class, () -> ClipGrad.clipGradNorm_(List.of(parameter), 1, 2, true));
    assertTrue(
        error
            .getMessage()
            .startsWith("The total norm of order 2 for gradients from `parameters` is non-finite"),
        error.getMessage());
  }

  @Test
  void clipGradNorm_wrongArguments_areRefused() {
    Tensor parameter = Tensors.parameter(1);
    assertEquals(
        "maxNorm: got -1.0, expected >= 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> ClipGrad.clipGradNorm_(List.of(parameter), -1))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> ClipGrad.clipGradNorm_(List.of(parameter), Double.NaN));
    parameter.close();
    assertEquals(
        "parameters[0]: got a closed tensor, expected an open one",
        assertThrows(
                IllegalStateException.class, () -> ClipGrad.clipGradNorm_(List.of(parameter), 1))
            .getMessage());
  }
}
