package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by the elements of its other edge. Same as {@code torch.nn.CircularPad3d}:
 * input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class CircularPad3d extends PadLayer {
  /** The same padding on all sides. */
  public CircularPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right, top, bottom, front, back; a negative one cuts off. */
  public CircularPad3d(Sizes padding) {
    super(3, padding, PadMode.CIRCULAR, null);
  }
}
