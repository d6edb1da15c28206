package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;

/**
 * {@code min(max(0, x), 6)}, elementwise. Same as {@code torch.nn.ReLU6}: input and output of any
 * shape.
 */
public final class ReLU6 extends Activation {
  /** Writes the output to a new tensor. */
  public ReLU6() {
    this(false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public ReLU6(boolean inplace) {
    super(inplace);
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.relu6_(input.unwrap())))
        : Tensor.wrap(torch.relu6(input.unwrap()));
  }

  @Override
  protected String expectedInput() {
    return "[*] of a real dtype other than bool";
  }
}
