package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;

/**
 * {@code x * min(max(0, x + 3), 6) / 6}, elementwise. Same as {@code torch.nn.Hardswish}: input and
 * output of any shape.
 */
public final class Hardswish extends Activation {
  /** Writes the output to a new tensor. */
  public Hardswish() {
    this(false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public Hardswish(boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.hardswish_(input.unwrap())))
        : Tensor.wrap(torch.hardswish(input.unwrap()));
  }

  // Python's repr does not show it either.
  @Override
  protected String extraRepr() {
    return "";
  }
}
