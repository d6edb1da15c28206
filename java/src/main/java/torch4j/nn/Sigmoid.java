package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * {@code 1 / (1 + exp(-x))}, elementwise. Same as {@code torch.nn.Sigmoid}: input and output of any
 * shape.
 */
public final class Sigmoid extends Activation {
  /** A layer; it has no options. */
  public Sigmoid() {
    super(false);
  }

  @Override
  public Tensor forward(Tensor input) {
    return Torch.sigmoid(input);
  }
}
