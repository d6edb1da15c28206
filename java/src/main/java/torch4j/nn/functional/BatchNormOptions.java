package torch4j.nn.functional;

/**
 * What batch and instance normalisation take, with {@code torch.nn.BatchNorm}'s defaults.
 *
 * @param eps added to the variance
 * @param momentum the weight of the new batch in the running averages; null for their plain mean
 * @param affine whether a weight and a bias are learned
 * @param trackRunningStats whether running averages are kept
 */
public record BatchNormOptions(
    double eps, Double momentum, boolean affine, boolean trackRunningStats) {
  /** The defaults of batch normalisation. */
  public static final BatchNormOptions DEFAULT = new BatchNormOptions(1e-5, 0.1, true, true);

  /** Another addend to the variance. */
  public BatchNormOptions eps(double eps) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats);
  }

  /** Another weight of the new batch in the running averages; null for their plain mean. */
  public BatchNormOptions momentum(Double momentum) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats);
  }

  /** With or without weight and bias. */
  public BatchNormOptions affine(boolean affine) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats);
  }

  /** With or without running averages. */
  public BatchNormOptions trackRunningStats(boolean trackRunningStats) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats);
  }
}
