package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Sets whole channels to the least value of SELU with probability {@code p} while training, and
 * keeps mean and variance. Same as {@code torch.nn.FeatureAlphaDropout}: input {@code [N, C, ...]},
 * floating-point; as in Python, {@code inplace} is shown and nothing more.
 */
public final class FeatureAlphaDropout extends DropoutLayer {
  /** Drops half of the channels, on average. */
  public FeatureAlphaDropout() {
    this(0.5);
  }

  /**
   * Zeroes channels with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public FeatureAlphaDropout(double p) {
    this(p, false);
  }

  /**
   * Zeroes channels with probability {@code p}.
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
