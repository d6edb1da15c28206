package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * During training, zeroes entire channels with probability {@code p} and scales the others by
 * {@code 1 / (1 - p)}. Same as {@code torch.nn.Dropout2d}: input {@code [N, C, H, W]}; a 3D input
 * is taken as {@code [N, C, L]}, as in Python.
 */
public final class Dropout2d extends DropoutLayer {
  /** A layer with {@code p} 0.5. */
  public Dropout2d() {
    this(0.5);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout2d(double p) {
    this(p, false);
  }

  /**
   * A layer with {@code p}, the probability of a channel to be dropped.
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
