package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using circular padding: the end of a dimension is padded with values from its
 * beginning, and the beginning with values from its end. Same as {@code torch.nn.CircularPad2d}:
 * input {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class CircularPad2d extends PadLayer {
  /** With the same padding on all sides. */
  public CircularPad2d(long padding) {
    this(Sizes.of(padding));
  }

  /** With a padding for each side: left, right, top, bottom; negative padding crops the input. */
  public CircularPad2d(Sizes padding) {
    super(2, padding, PadMode.CIRCULAR, null);
  }
}
