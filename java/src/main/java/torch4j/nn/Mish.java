package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;

/**
 * {@code x * tanh(softplus(x))}, elementwise. Same as {@code torch.nn.Mish}: input and output of
 * any shape.
 */
public final class Mish extends Activation {
  /** Writes the output to a new tensor. */
  public Mish() {
    this(false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public Mish(boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.mish_(input.unwrap())))
        : Tensor.wrap(torch.mish(input.unwrap()));
  }
}
