package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input boundaries with a constant value. Same as {@code torch.nn.ConstantPad3d}: input
 * {@code [*, D, H, W]}.
 */
public final class ConstantPad3d extends PadLayer {
  /** With the same padding on all sides. */
  public ConstantPad3d(long padding, double value) {
    this(Sizes.of(padding), value);
  }

  /**
   * With a padding for each side: left, right, top, bottom, front, back; negative padding crops the
   * input.
   */
  public ConstantPad3d(Sizes padding, double value) {
    super(3, padding, PadMode.CONSTANT, value);
  }
}
