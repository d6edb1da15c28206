package torch4j.nn.functional;

/**
 * What batch and instance normalisation take, with {@code torch.nn.BatchNorm}'s defaults.
 *
 * @param eps added to the variance
 * @param momentum the weight of the new batch in the running averages; null for their plain mean
 * @param affine whether a weight and a bias are learned
 * @param trackRunningStats whether running averages are kept
 * @param bias whether a bias is learned beside the weight; of no effect unless {@code affine}
 */
public record BatchNormOptions(
    double eps, Double momentum, boolean affine, boolean trackRunningStats, boolean bias) {
  /** The defaults of batch normalisation. */
  public static final BatchNormOptions DEFAULT = new BatchNormOptions(1e-5, 0.1, true, true, true);

  /** The defaults of instance normalisation, which learns and keeps nothing. */
  public static final BatchNormOptions INSTANCE =
      new BatchNormOptions(1e-5, 0.1, false, false, true);

  /** Another addend to the variance. */
  public BatchNormOptions eps(double eps) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats, bias);
  }

  /** Another weight of the new batch in the running averages; null for their plain mean. */
  public BatchNormOptions momentum(Double momentum) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats, bias);
  }

  /** With or without weight and bias. */
  public BatchNormOptions affine(boolean affine) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats, bias);
  }

  /** With or without running averages. */
  public BatchNormOptions trackRunningStats(boolean trackRunningStats) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats, bias);
  }

  /** With or without a bias beside the weight. */
  public BatchNormOptions bias(boolean bias) {
    return new BatchNormOptions(eps, momentum, affine, trackRunningStats, bias);
  }
}
