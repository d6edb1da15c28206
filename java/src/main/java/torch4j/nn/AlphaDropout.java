package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * Sets elements to the least value of SELU with probability {@code p} while training, and keeps
 * mean and variance. Same as {@code torch.nn.AlphaDropout}: input any shape, floating-point; as in
 * Python, {@code inplace} is shown and nothing more.
 */
public final class AlphaDropout extends DropoutLayer {
  /** Drops half of the elements, on average. */
  public AlphaDropout() {
    this(0.5);
  }

  /**
   * Zeroes elements with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public AlphaDropout(double p) {
    this(p, false);
  }

  /**
   * Zeroes elements with probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public AlphaDropout(double p, boolean inplace) {
    super(p, inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.alphaDropout(input, p, isTraining());
  }
}
