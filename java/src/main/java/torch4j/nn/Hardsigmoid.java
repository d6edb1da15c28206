package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;

/**
 * {@code min(max(0, x + 3), 6) / 6}, a piecewise linear sigmoid, elementwise. Same as {@code
 * torch.nn.Hardsigmoid}: input and output of any shape.
 */
public final class Hardsigmoid extends Activation {
  /** Writes the output to a new tensor. */
  public Hardsigmoid() {
    this(false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public Hardsigmoid(boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.hardsigmoid_(input.unwrap())))
        : Tensor.wrap(torch.hardsigmoid(input.unwrap()));
  }

  // Python's repr does not show it either.
  @Override
  protected String extraRepr() {
    return "";
  }
}
