package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;

/**
 * {@code x * sigmoid(x)}, also known as swish, elementwise. Same as {@code torch.nn.SiLU}: input
 * and output of any shape.
 */
public final class SiLU extends Activation {
  /** Writes the output to a new tensor. */
  public SiLU() {
    this(false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public SiLU(boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.silu_(input.unwrap())))
        : Tensor.wrap(torch.silu(input.unwrap()));
  }
}
