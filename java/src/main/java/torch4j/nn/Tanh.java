package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * The hyperbolic tangent, elementwise. Same as {@code torch.nn.Tanh}: input and output of any
 * shape.
 */
public final class Tanh extends Activation {
  /** A layer; it has no options. */
  public Tanh() {
    super(false);
  }

  @Override
  public Tensor forward(Tensor input) {
    return Torch.tanh(input);
  }
}
