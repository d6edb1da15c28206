package torch4j.nn.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
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
      Tensor parameter = Torch.zerosLike(grad).requiresGrad_(true);
      parameter.unwrap().mutable_grad().put(grad.unwrap());
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

  /** A shared weight in two lists that were joined; Python scales its gradient twice, too. */
  @Test
  void clipGradNorm_aParameterTwice_isScaledTwice() {
    for (int i = 0; i < 5; i++) {
      Tensor parameter = Tensors.parameter(300_000);
      parameter.unwrap().mutable_grad().put(Torch.ones(300_000).unwrap());
      Tensor norm = ClipGrad.clipGradNorm_(List.of(parameter, parameter), 1);
      double coefficient = 1 / (norm.itemDouble() + 1e-6);
      Tensor expected = Torch.ones(300_000).mul(coefficient * coefficient);
      Tensors.assertClose(expected, parameter.grad(), 1e-12, "gradient");
    }
  }

  @Test
  void expandedGradient_isRefusedAndNothingChanges() {
    List<Tensor> parameters = withGradients();
    Tensor expanded = Tensors.parameter(3);
    expanded.unwrap().mutable_grad().put(Torch.ones(1).expand(3).unwrap());
    parameters.add(expanded);
    Tensor before = parameters.get(0).grad().clone();
    String message =
        ": grads[3]: got [3] with strides [0], expected a tensor without internal overlap;"
            + " clone() the gradient first";
    assertEquals(
        "clip_grad_norm_" + message,
        assertThrows(TorchException.class, () -> ClipGrad.clipGradNorm_(parameters, 0.1))
            .getMessage());
    assertEquals(
        "clip_grad_value_" + message,
        assertThrows(TorchException.class, () -> ClipGrad.clipGradValue_(parameters, 0.1))
            .getMessage());
    Tensors.assertSame(before, parameters.get(0).grad(), "gradient");
  }

  @Test
  void clipGradNorm_withoutGradients_isZero() {
    assertEquals(0, ClipGrad.clipGradNorm_(List.of(Tensors.parameter(2)), 1).itemFloat());
    assertEquals(0, ClipGrad.clipGradNorm_(List.of(), 1).itemFloat());
  }

  @Test
  void clipGradNorm_notFinite_passesOrIsAnError() {
    Tensor parameter = Tensors.parameter(1);
    parameter
        .unwrap()
        .mutable_grad()
        .put(Torch.full(new long[] {1}, Double.POSITIVE_INFINITY).unwrap());
    assertEquals(
        Float.POSITIVE_INFINITY, ClipGrad.clipGradNorm_(List.of(parameter), 1).itemFloat());
    parameter.unwrap().mutable_grad().put(Torch.full(new long[] {1}, Double.NaN).unwrap());
    var error =
        assertThrows(
            TorchException.class, () -> ClipGrad.clipGradNorm_(List.of(parameter), 1, 2, true));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "norm: got nan, expected a finite value; The total norm of order 2 for gradients from"
                    + " `parameters` is non-finite"),
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
        "parameters[0]: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        assertThrows(
                IllegalStateException.class, () -> ClipGrad.clipGradNorm_(List.of(parameter), 1))
            .getMessage());
  }

  @Test
  void clipGradNorm_nanType_isRefused() {
    assertEquals(
        "normType: got NaN, expected a number or infinity",
        assertThrows(
                IllegalArgumentException.class,
                () -> ClipGrad.clipGradNorm_(List.of(), 1, Double.NaN, false))
            .getMessage());
  }

  @Test
  void clipGradNorm_isTotalNormAndClipGradsWithNorm() {
    List<Tensor> ours = withGradients();
    List<Tensor> theirs = withGradients();
    Tensor norm = ClipGrad.clipGradNorm_(ours, 0.3);
    Tensor total = ClipGrad.getTotalNorm(theirs.stream().map(Tensor::grad).toList());
    ClipGrad.clipGradsWithNorm_(theirs, 0.3, total);
    Tensors.assertSame(total, norm, "norm");
    for (int i = 0; i < ours.size(); i++) {
      Tensors.assertSame(theirs.get(i).grad(), ours.get(i).grad(), "gradient " + i);
    }
  }

  @Test
  void clipGradsWithNorm_wrongArguments_areRefused() {
    List<Tensor> parameters = withGradients();
    assertEquals(
        "maxNorm: got NaN, expected >= 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> ClipGrad.clipGradsWithNorm_(parameters, Double.NaN, Torch.ones(1)))
            .getMessage());
    assertEquals(
        "totalNorm: got [2] float32, expected one floating-point number",
        assertThrows(
                IllegalArgumentException.class,
                () -> ClipGrad.clipGradsWithNorm_(parameters, 1, Torch.ones(2)))
            .getMessage());
    Tensor closed = Torch.ones(1);
    closed.close();
    assertEquals(
        "totalNorm: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        assertThrows(
                IllegalStateException.class,
                () -> ClipGrad.clipGradsWithNorm_(parameters, 1, closed))
            .getMessage());
  }

  @Test
  void clipGradValue_bringsEachElementWithin() {
    Tensor parameter = Tensors.parameter(4);
    parameter
        .unwrap()
        .mutable_grad()
        .put(org.bytedeco.pytorch.Tensor.create(new float[] {-3, -0.5f, 0.25f, Float.NaN}, 4));
    ClipGrad.clipGradValue_(List.of(parameter, Tensors.parameter(2)), 0.5);
    Tensors.assertSame(
        Tensor.wrap(
            org.bytedeco.pytorch.Tensor.create(new float[] {-0.5f, -0.5f, 0.25f, Float.NaN}, 4)),
        parameter.grad(),
        "gradient");
    ClipGrad.clipGradValue_(List.of(), 0.5);
  }

  @Test
  void clipGradValue_wrongArguments_areRefused() {
    for (double value : new double[] {-1, Double.NaN}) {
      assertEquals(
          "clipValue: got " + value + ", expected >= 0",
          assertThrows(
                  IllegalArgumentException.class, () -> ClipGrad.clipGradValue_(List.of(), value))
              .getMessage());
    }
  }

  @Test
  void getTotalNorm_ofTensors_isTheirNorm() {
    List<Tensor> tensors =
        List.of(
            Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new float[] {3}, 1)),
            Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new float[] {0, -4}, 2)));
    assertEquals(5, ClipGrad.getTotalNorm(tensors).itemFloat());
    assertEquals(7, ClipGrad.getTotalNorm(tensors, 1, true).itemFloat());
    assertEquals(4, ClipGrad.getTotalNorm(tensors, Double.POSITIVE_INFINITY, true).itemFloat());
    assertEquals(0, ClipGrad.getTotalNorm(List.of()).itemFloat());
    Tensor infinite = Torch.full(new long[] {2}, Double.POSITIVE_INFINITY);
    assertThrows(TorchException.class, () -> ClipGrad.getTotalNorm(List.of(infinite), 2, true));
    assertThrows(
        IllegalArgumentException.class, () -> ClipGrad.getTotalNorm(tensors, Double.NaN, false));
  }

  private static List<Tensor> withGradients() {
    List<Tensor> parameters = new ArrayList<>();
    for (int size : new int[] {1, 7, 1000}) {
      Tensor parameter = Tensors.parameter(size);
      parameter.unwrap().mutable_grad().put(Tensors.sine(0.3, size).add(Torch.ones(1)).unwrap());
      parameters.add(parameter);
    }
    return parameters;
  }
}
