package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * During training, zeroes entire channels with probability {@code p} and scales the others by
 * {@code 1 / (1 - p)}. Same as {@code torch.nn.Dropout3d}: input {@code [N, C, D, H, W]} or {@code
 * [C, D, H, W]}.
 */
public final class Dropout3d extends DropoutLayer {
  /** A layer with {@code p} 0.5. */
  public Dropout3d() {
    this(0.5);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout3d(double p) {
    this(p, false);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout3d(double p, boolean inplace) {
    super(p, inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.dropout3d(input, p, isTraining(), inplace);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, D, H, W] or [C, D, H, W], of a floating-point dtype";
  }
}
