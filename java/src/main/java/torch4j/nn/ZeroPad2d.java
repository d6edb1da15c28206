package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input boundaries with zeros. Same as {@code torch.nn.ZeroPad2d}: input {@code [*, H,
 * W]}.
 */
public final class ZeroPad2d extends PadLayer {
  /** With the same padding on all sides. */
  public ZeroPad2d(long padding) {
    this(Sizes.of(padding));
  }

  /** With a padding for each side: left, right, top, bottom; negative padding crops the input. */
  public ZeroPad2d(Sizes padding) {
    super(2, padding, PadMode.CONSTANT, null);
  }
}
