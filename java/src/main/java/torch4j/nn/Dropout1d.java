package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Sets whole channels to zero with probability {@code p} while training, and scales the others by
 * {@code 1 / (1 - p)}. Same as {@code torch.nn.Dropout1d}: input {@code [N, C, L]} or {@code [C,
 * L]}.
 */
public final class Dropout1d extends DropoutLayer {
  /** Drops half of the channels, on average. */
  public Dropout1d() {
    this(0.5);
  }

  /**
   * Zeroes channels with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout1d(double p) {
    this(p, false);
  }

  /**
   * Zeroes channels with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout1d(double p, boolean inplace) {
    super(p, inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() != 2 && input.dim() != 3) {
      throw refuse("Expected 2D or 3D input, but received a " + input.dim() + "D input", input);
    }
    return F.dropout1d(input, p, isTraining(), inplace);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, L] or [C, L], of a floating-point dtype";
  }
}
