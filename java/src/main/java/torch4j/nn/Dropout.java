package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Sets elements to zero with probability {@code p} while training, and scales the others by {@code
 * 1 / (1 - p)}. Same as {@code torch.nn.Dropout}, down to the mask that a seed draws.
 */
public final class Dropout extends DropoutLayer {
  /** Drops every second element, on average. */
  public Dropout() {
    this(0.5);
  }

  /**
   * Zeroes elements with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout(double p) {
    this(p, false);
  }

  /**
   * Zeroes elements with probability {@code p}, overwriting the input if {@code inplace}.
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
