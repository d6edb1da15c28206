package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Sets whole channels to zero with probability {@code p} while training, and scales the others by
 * {@code 1 / (1 - p)}. Same as {@code torch.nn.Dropout3d}: input {@code [N, C, D, H, W]} or {@code
 * [C, D, H, W]}.
 */
public final class Dropout3d extends DropoutLayer {
  /** Drops half of the channels, on average. */
  public Dropout3d() {
    this(0.5);
  }

  /**
   * Zeroes channels with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout3d(double p) {
    this(p, false);
  }

  /**
   * Zeroes channels with probability {@code p}.
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
