package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by the elements of its other edge. Same as {@code torch.nn.CircularPad2d}:
 * input {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class CircularPad2d extends PadLayer {
  /** The same padding on all sides. */
  public CircularPad2d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right, top, bottom; a negative one cuts off. */
  public CircularPad2d(Sizes padding) {
    super(2, padding, PadMode.CIRCULAR, null);
  }
}
