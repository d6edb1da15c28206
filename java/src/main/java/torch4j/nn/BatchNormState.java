package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * The values with which a batch normalization computes in evaluation mode.
 *
 * @param runningMean the running mean, {@code [C]}
 * @param runningVar the running variance, {@code [C]}
 * @param eps the value added to the variance for numerical stability
 * @param weight the affine weight, {@code [C]}, or null
 * @param bias the affine bias, {@code [C]}, or null
 */
public record BatchNormState(
    Tensor runningMean, Tensor runningVar, double eps, Tensor weight, Tensor bias) {
  /** Checks that the running statistics are not null. */
  public BatchNormState {
    Require.nonNull(runningMean, "runningMean", "a tensor");
    Require.nonNull(runningVar, "runningVar", "a tensor");
  }

  /**
   * The state of a layer.
   *
   * @throws IllegalArgumentException if it is not a batch normalization, or does not track running
   *     statistics
   */
  public static BatchNormState of(Module layer) {
    Require.nonNull(layer, "layer", "a batch normalization");
    if (!(layer instanceof BatchNormLayer norm)) {
      throw new IllegalArgumentException("bn: got " + layer + ", expected a batch normalization");
    }
    if (norm.buffer("running_mean") == null || norm.buffer("running_var") == null) {
      throw new IllegalArgumentException(
          "bn: got " + layer + "; bn.running_mean and bn.running_var must not be None");
    }
    return new BatchNormState(
        norm.buffer("running_mean"),
        norm.buffer("running_var"),
        norm.options.eps(),
        norm.weight(),
        norm.bias());
  }
}
