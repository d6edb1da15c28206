package torch4j.nn.functional;

import torch4j.processor.Withers;

/**
 * Options of batch and instance normalization, with the defaults of {@code torch.nn.BatchNorm}.
 *
 * @param eps the value added to the denominator for numerical stability
 * @param momentum the value used for the computation of the running mean and variance; null for a
 *     cumulative moving average
 * @param affine whether there are learnable affine parameters
 * @param trackRunningStats whether the running mean and variance are tracked
 * @param bias whether the affine parameters include an additive bias; without effect unless {@code
 *     affine}
 */
@Withers
public record BatchNormOptions(
    double eps, Double momentum, boolean affine, boolean trackRunningStats, boolean bias)
    implements BatchNormOptionsWithers {
  /** The defaults of batch normalization. */
  public static final BatchNormOptions DEFAULT = new BatchNormOptions(1e-5, 0.1, true, true, true);

  /** The defaults of instance normalization: no affine parameters and no running statistics. */
  public static final BatchNormOptions INSTANCE =
      new BatchNormOptions(1e-5, 0.1, false, false, true);
}
