package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Extends the input by its elements mirrored at the edge. Same as {@code torch.nn.ReflectionPad1d}:
 * input {@code [N, C, L]} or {@code [C, L]}.
 */
public final class ReflectionPad1d extends PadLayer {
  /** The same padding on all sides. */
  public ReflectionPad1d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right; a negative one cuts off. */
  public ReflectionPad1d(Sizes padding) {
    super(1, padding, PadMode.REFLECT, null);
  }
}
