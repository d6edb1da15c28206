package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using circular padding: the end of a dimension is padded with values from its
 * beginning, and the beginning with values from its end. Same as {@code torch.nn.CircularPad3d}:
 * input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class CircularPad3d extends PadLayer {
  /** With the same padding on all sides. */
  public CircularPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /**
   * With a padding for each side: left, right, top, bottom, front, back; negative padding crops the
   * input.
   */
  public CircularPad3d(Sizes padding) {
    super(3, padding, PadMode.CIRCULAR, null);
  }
}
