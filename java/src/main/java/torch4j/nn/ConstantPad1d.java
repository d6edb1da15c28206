package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input boundaries with a constant value. Same as {@code torch.nn.ConstantPad1d}: input
 * {@code [*, L]}.
 */
public final class ConstantPad1d extends PadLayer {
  /** With the same padding on all sides. */
  public ConstantPad1d(long padding, double value) {
    this(Sizes.of(padding), value);
  }

  /** With a padding for each side: left, right; negative padding crops the input. */
  public ConstantPad1d(Sizes padding, double value) {
    super(1, padding, PadMode.CONSTANT, value);
  }
}
