package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * {@code x / (1 + |x|)}, elementwise. Same as {@code torch.nn.Softsign}: input and output of any
 * shape.
 */
public final class Softsign extends Activation {
  /** A layer; it has no options. */
  public Softsign() {
    super(false);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.softsign(input);
  }
}
