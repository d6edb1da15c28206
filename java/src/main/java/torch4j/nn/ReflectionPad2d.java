package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by its elements mirrored at the edge. Same as {@code torch.nn.ReflectionPad2d}:
 * input {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class ReflectionPad2d extends PadLayer {
  /** The same padding on all sides. */
  public ReflectionPad2d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right, top, bottom; a negative one cuts off. */
  public ReflectionPad2d(Sizes padding) {
    super(2, padding, PadMode.REFLECT, null);
  }
}
