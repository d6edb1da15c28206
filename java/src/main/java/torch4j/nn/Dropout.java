package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * During training, zeroes elements with probability {@code p} and scales the others by {@code 1 /
 * (1 - p)}. Same as {@code torch.nn.Dropout}; the same seed gives the same mask.
 */
public final class Dropout extends DropoutLayer {
  /** A layer with {@code p} 0.5. */
  public Dropout() {
    this(0.5);
  }

  /**
   * A layer with {@code p}, the probability of an element to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout(double p) {
    this(p, false);
  }

  /**
   * A layer with {@code p}, the probability of an element to be dropped, which overwrites its input
   * if {@code inplace}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout(double p, boolean inplace) {
    super(p, inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.dropout(input, p, isTraining(), inplace);
  }
}
