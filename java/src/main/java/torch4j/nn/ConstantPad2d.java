package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Puts one value around the input. Same as {@code torch.nn.ConstantPad2d}: input {@code [*, H, W]}.
 */
public final class ConstantPad2d extends PadLayer {
  /** The same padding on all sides. */
  public ConstantPad2d(long padding, double value) {
    this(Sizes.of(padding), value);
  }

  /** A padding for each side: left, right, top, bottom; a negative one cuts off. */
  public ConstantPad2d(Sizes padding, double value) {
    super(2, padding, PadMode.CONSTANT, value);
  }
}
