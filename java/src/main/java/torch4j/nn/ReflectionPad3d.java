package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by its elements mirrored at the edge. Same as {@code torch.nn.ReflectionPad3d}:
 * input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class ReflectionPad3d extends PadLayer {
  /** The same padding on all sides. */
  public ReflectionPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right, top, bottom, front, back; a negative one cuts off. */
  public ReflectionPad3d(Sizes padding) {
    super(3, padding, PadMode.REFLECT, null);
  }
}
