package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * During training, zeroes entire channels with probability {@code p} and scales the others by
 * {@code 1 / (1 - p)}. Same as {@code torch.nn.Dropout1d}: input {@code [N, C, L]} or {@code [C,
 * L]}.
 */
public final class Dropout1d extends DropoutLayer {
  /** A layer with {@code p} 0.5. */
  public Dropout1d() {
    this(0.5);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout1d(double p) {
    this(p, false);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout1d(double p, boolean inplace) {
    super(p, inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() != 2 && input.dim() != 3) {
      throw invalidInput(
          "Expected 2D or 3D input, but received a " + input.dim() + "D input", input);
    }
    return F.dropout1d(input, p, isTraining(), inplace);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, L] or [C, L], of a floating-point dtype";
  }
}
