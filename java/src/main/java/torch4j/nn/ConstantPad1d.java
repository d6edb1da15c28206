package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Puts one value around the input. Same as {@code torch.nn.ConstantPad1d}: input {@code [*, L]}.
 */
public final class ConstantPad1d extends PadLayer {
  /** The same padding on all sides. */
  public ConstantPad1d(long padding, double value) {
    this(Sizes.of(padding), value);
  }

  /** A padding for each side: left, right; a negative one cuts off. */
  public ConstantPad1d(Sizes padding, double value) {
    super(1, padding, PadMode.CONSTANT, value);
  }
}
