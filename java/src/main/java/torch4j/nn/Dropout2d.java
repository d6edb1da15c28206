package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Sets whole channels to zero with probability {@code p} while training, and scales the others by
 * {@code 1 / (1 - p)}. Same as {@code torch.nn.Dropout2d}: input {@code [N, C, H, W]}; three
 * dimensions are taken for {@code [N, C, L]}, as in Python.
 */
public final class Dropout2d extends DropoutLayer {
  /** Drops half of the channels, on average. */
  public Dropout2d() {
    this(0.5);
  }

  /**
   * Zeroes channels with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout2d(double p) {
    this(p, false);
  }

  /**
   * Zeroes channels with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout2d(double p, boolean inplace) {
    super(p, inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.dropout2d(input, p, isTraining(), inplace);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, H, W] or [N, C, L], of a floating-point dtype";
  }
}
