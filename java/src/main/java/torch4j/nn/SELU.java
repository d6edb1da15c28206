package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.InPlace;

/**
 * The scaled exponential linear unit, with the scale and alpha of its paper, elementwise. Same as
 * {@code torch.nn.SELU}: input and output of any shape.
 */
public final class SELU extends Activation {
  /** Writes the output to a new tensor. */
  public SELU() {
    this(false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public SELU(boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace ? InPlace.returnInput(input, Torch.selu_(input)) : Torch.selu(input);
  }
}
