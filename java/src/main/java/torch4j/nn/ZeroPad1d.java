package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input boundaries with zeros. Same as {@code torch.nn.ZeroPad1d}: input {@code [*, L]}.
 */
public final class ZeroPad1d extends PadLayer {
  /** With the same padding on all sides. */
  public ZeroPad1d(long padding) {
    this(Sizes.of(padding));
  }

  /** With a padding for each side: left, right; negative padding crops the input. */
  public ZeroPad1d(Sizes padding) {
    super(1, padding, PadMode.CONSTANT, null);
  }
}
