package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.InPlace;

/** {@code max(0, x)}, elementwise. Same as {@code torch.nn.ReLU}: input and output of any shape. */
public final class ReLU extends Activation {
  /** Writes the output to a new tensor. */
  public ReLU() {
    this(false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public ReLU(boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace ? InPlace.returnInput(input, Torch.relu_(input)) : Torch.relu(input);
  }

  @Override
  protected String expectedInput() {
    return "[*] of a real dtype other than bool";
  }
}
