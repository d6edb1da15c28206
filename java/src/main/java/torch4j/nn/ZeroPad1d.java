package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/** Puts zeros around the input. Same as {@code torch.nn.ZeroPad1d}: input {@code [*, L]}. */
public final class ZeroPad1d extends PadLayer {
  /** The same padding on all sides. */
  public ZeroPad1d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right; a negative one cuts off. */
  public ZeroPad1d(Sizes padding) {
    super(1, padding, PadMode.CONSTANT, null);
  }
}
