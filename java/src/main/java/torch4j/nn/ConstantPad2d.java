package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input boundaries with a constant value. Same as {@code torch.nn.ConstantPad2d}: input
 * {@code [*, H, W]}.
 */
public final class ConstantPad2d extends PadLayer {
  /** With the same padding on all sides. */
  public ConstantPad2d(long padding, double value) {
    this(Sizes.of(padding), value);
  }

  /** With a padding for each side: left, right, top, bottom; negative padding crops the input. */
  public ConstantPad2d(Sizes padding, double value) {
    super(2, padding, PadMode.CONSTANT, value);
  }
}
