package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * Alpha dropout: during training sets elements to the negative saturation value of SELU with
 * probability {@code p}, and maintains the mean and variance of the input. Same as {@code
 * torch.nn.AlphaDropout}: input any shape, floating-point; as in Python, {@code inplace} only
 * appears in the repr.
 */
public final class AlphaDropout extends DropoutLayer {
  /** A layer with {@code p} 0.5. */
  public AlphaDropout() {
    this(0.5);
  }

  /**
   * A layer with {@code p}, the probability of an element to be dropped.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public AlphaDropout(double p) {
    this(p, false);
  }

  /**
   * A layer with {@code p}, the probability of an element to be dropped.
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
