package torch4j.nn.utils;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Torch;
import torch4j.internal.LazyTensor;
import torch4j.internal.Text;

/** All parameters as one vector. Same as {@code torch.nn.utils.convert_parameters}. */
public final class ParameterVector {
  private ParameterVector() {}

  /**
   * The elements of all parameters, one after the other. Same as {@code parameters_to_vector};
   * gradients flow back.
   *
   * @throws IllegalArgumentException if there are none, or they cannot be joined
   */
  public static Tensor parametersToVector(Iterable<Tensor> parameters) {
    List<Tensor> flat = new ArrayList<>();
    try {
      parameters.forEach(
          parameter -> flat.add(LazyTensor.requireInitialized("parameters", parameter).view(-1)));
      if (flat.isEmpty()) {
        throw new IllegalArgumentException("parameters: got none, expected 1 or more");
      }
      return torch.cat(new TensorVector(flat.toArray(Tensor[]::new)));
    } catch (RuntimeException e) {
      throw translated("parameters: got " + flat.size() + " that fit", e);
    }
  }

  /**
   * Gives each parameter its part of a vector, whose memory it then shares. Same as {@code
   * vector_to_parameters}.
   *
   * @throws IllegalArgumentException if the vector is too short, or of another dtype
   */
  public static void vectorToParameters(Tensor vector, Iterable<Tensor> parameters) {
    long at = 0;
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      for (Tensor parameter : parameters) {
        LazyTensor.requireInitialized("parameters", parameter);
        long n = parameter.numel();
        if (at + n > vector.numel()) {
          throw new IllegalArgumentException(
              "vector: got " + vector.numel() + " elements, expected " + (at + n) + " or more");
        }
        parameter.set_data(vector.narrow(0, at, n).view_as(parameter).detach());
        at += n;
      }
    } catch (RuntimeException e) {
      throw translated("vector: got " + Text.of(vector), e);
    }
  }

  private static RuntimeException translated(String got, RuntimeException e) {
    return Text.isFromLibTorch(e)
        ? new IllegalArgumentException(got + "; " + Text.message(e), e)
        : e;
  }
}
