package torch4j.serialization;

import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Python's {@code nn.Parameter}: a tensor that is saved as a parameter, and that a parameter is
 * loaded as. Not needed for state dicts, in which Python has plain tensors.
 */
public class Parameter extends Tensor {
  /** The same tensor, as a parameter. */
  protected Parameter(Tensor detached) {
    super(detached);
  }

  /** A parameter with this tensor's elements; same as {@code nn.Parameter(data)}. */
  public static Parameter of(Tensor data) {
    return of(data, true);
  }

  /**
   * A parameter with this tensor's elements; same as {@code nn.Parameter(data, requires_grad)}.
   *
   * @param data not changed; the parameter shares its elements
   */
  public static Parameter of(Tensor data, boolean requiresGrad) {
    Require.nonNull(data, "data", "a tensor");
    try (Tensor detached = data.detach()) {
      var parameter = new Parameter(detached);
      parameter.requiresGrad_(requiresGrad);
      return parameter;
    }
  }
}
