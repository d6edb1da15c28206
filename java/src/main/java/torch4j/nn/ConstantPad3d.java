package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Puts one value around the input. Same as {@code torch.nn.ConstantPad3d}: input {@code [*, D, H,
 * W]}.
 */
public final class ConstantPad3d extends PadLayer {
  /** The same padding on all sides. */
  public ConstantPad3d(long padding, double value) {
    this(Sizes.of(padding), value);
  }

  /** A padding for each side: left, right, top, bottom, front, back; a negative one cuts off. */
  public ConstantPad3d(Sizes padding, double value) {
    super(3, padding, PadMode.CONSTANT, value);
  }
}
