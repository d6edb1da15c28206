package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by the elements of its other edge. Same as {@code torch.nn.CircularPad1d}:
 * input {@code [N, C, L]} or {@code [C, L]}.
 */
public final class CircularPad1d extends PadLayer {
  /** The same padding on all sides. */
  public CircularPad1d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right; a negative one cuts off. */
  public CircularPad1d(Sizes padding) {
    super(1, padding, PadMode.CIRCULAR, null);
  }
}
