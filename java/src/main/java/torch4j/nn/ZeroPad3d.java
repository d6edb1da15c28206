package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input boundaries with zeros. Same as {@code torch.nn.ZeroPad3d}: input {@code [*, D, H,
 * W]}.
 */
public final class ZeroPad3d extends PadLayer {
  /** With the same padding on all sides. */
  public ZeroPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /**
   * With a padding for each side: left, right, top, bottom, front, back; negative padding crops the
   * input.
   */
  public ZeroPad3d(Sizes padding) {
    super(3, padding, PadMode.CONSTANT, null);
  }
}
