package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * Alpha dropout of entire channels: during training sets channels to the negative saturation value
 * of SELU with probability {@code p}, and maintains the mean and variance of the input. Same as
 * {@code torch.nn.FeatureAlphaDropout}: input {@code [N, C, ...]}, floating-point; as in Python,
 * {@code inplace} only appears in the repr.
 */
public final class FeatureAlphaDropout extends DropoutLayer {
  /** A layer with {@code p} 0.5. */
  public FeatureAlphaDropout() {
    this(0.5);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public FeatureAlphaDropout(double p) {
    this(p, false);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public FeatureAlphaDropout(double p, boolean inplace) {
    super(p, inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.featureAlphaDropout(input, p, isTraining());
  }

  @Override
  protected String expectedInput() {
    return "[N, C, ...], of a floating-point dtype";
  }
}
