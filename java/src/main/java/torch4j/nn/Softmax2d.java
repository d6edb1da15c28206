package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * The softmax over the channels at each spatial location. Same as {@code torch.nn.Softmax2d}: input
 * {@code [N, C, H, W]} or {@code [C, H, W]}, floating-point.
 */
public final class Softmax2d extends Module {
  /** A layer; it has no options. */
  public Softmax2d() {}

  @Override
  public Tensor forward(Tensor input) {
    long dimensions = input.dim();
    if (dimensions != 3 && dimensions != 4) {
      throw invalidInput("expected input to be 3D or 4D, got " + dimensions + "D instead", input);
    }
    return Torch.softmax(input, -3);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, H, W] or [C, H, W] of a floating-point dtype";
  }
}
