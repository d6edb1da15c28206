package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * {@code x - tanh(x)}, elementwise. Same as {@code torch.nn.Tanhshrink}: input and output of any
 * shape.
 */
public final class Tanhshrink extends Activation {
  /** A layer; it has no options. */
  public Tanhshrink() {
    super(false);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.tanhshrink(input);
  }
}
