package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using circular padding: the end of a dimension is padded with values from its
 * beginning, and the beginning with values from its end. Same as {@code torch.nn.CircularPad1d}:
 * input {@code [N, C, L]} or {@code [C, L]}.
 */
public final class CircularPad1d extends PadLayer {
  /** With the same padding on all sides. */
  public CircularPad1d(long padding) {
    this(Sizes.of(padding));
  }

  /** With a padding for each side: left, right; negative padding crops the input. */
  public CircularPad1d(Sizes padding) {
    super(1, padding, PadMode.CIRCULAR, null);
  }
}
