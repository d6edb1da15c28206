package torch4j.nn.utils;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LazyTensor;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.Require;

/**
 * Converts parameters to one vector and back. Same as {@code torch.nn.utils.convert_parameters}.
 */
public final class ParameterVector {
  private ParameterVector() {}

  /**
   * Flattens an iterable of parameters into a single vector. Same as {@code parameters_to_vector},
   * which is differentiable.
   *
   * @throws IllegalArgumentException if there are none, or they cannot be concatenated
   */
  public static Tensor parametersToVector(Iterable<Tensor> parameters) {
    Require.nonNull(parameters, "parameters", "tensors");
    List<Tensor> flat = new ArrayList<>();
    try {
      parameters.forEach(
          parameter -> {
            Require.nonNull(parameter, "parameters", "tensors and no null among them");
            flat.add(LazyTensor.requireInitialized("parameters", parameter).view(-1));
          });
      if (flat.isEmpty()) {
        throw new IllegalArgumentException("parameters: got none, expected 1 or more");
      }
      return Torch.cat(List.of(flat.toArray(Tensor[]::new)));
    } catch (RuntimeException e) {
      throw LibTorchErrors.explain("parameters", e, flat.toArray(Tensor[]::new));
    }
  }

  /**
   * Sets the data of each parameter to a slice of a vector, whose memory the parameters then share.
   * Same as {@code vector_to_parameters}.
   *
   * @throws IllegalArgumentException if the vector is too short, or of another dtype
   */
  public static void vectorToParameters(Tensor vector, Iterable<Tensor> parameters) {
    Require.nonNull(vector, "vector", "a tensor");
    Require.nonNull(parameters, "parameters", "tensors");
    long at = 0;
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      for (Tensor parameter : parameters) {
        Require.nonNull(parameter, "parameters", "tensors and no null among them");
        LazyTensor.requireInitialized("parameters", parameter);
        long n = parameter.numel();
        if (at + n > vector.numel()) {
          throw new IllegalArgumentException(
              "vector: got " + vector.numel() + " elements, expected " + (at + n) + " or more");
        }
        parameter.unwrap().set_data(vector.narrow(0, at, n).viewAs(parameter).detach().unwrap());
        at += n;
      }
    } catch (RuntimeException e) {
      throw LibTorchErrors.explain("vector", e, vector);
    }
  }
}
