package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;

/**
 * What a batch normalization computes with in evaluation mode.
 *
 * @param runningMean the running average, {@code [C]}
 * @param runningVar the running variance, {@code [C]}
 * @param eps what is added to the variance
 * @param weight the factor, {@code [C]}, or null
 * @param bias the addend, {@code [C]}, or null
 */
public record BatchNormState(
    Tensor runningMean, Tensor runningVar, double eps, Tensor weight, Tensor bias) {
  /** Checks that nothing is missing. */
  public BatchNormState {
    Require.nonNull(runningMean, "runningMean", "a tensor");
    Require.nonNull(runningVar, "runningVar", "a tensor");
  }

  /**
   * That of a layer.
   *
   * @throws IllegalArgumentException if it is no batch normalization, or keeps no running averages
   */
  public static BatchNormState of(Module layer) {
    Require.nonNull(layer, "layer", "a batch normalization");
    if (!(layer instanceof BatchNormLayer norm)) {
      throw new IllegalArgumentException("bn: got " + layer + ", expected a batch normalisation");
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
