package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/** Puts zeros around the input. Same as {@code torch.nn.ZeroPad3d}: input {@code [*, D, H, W]}. */
public final class ZeroPad3d extends PadLayer {
  /** The same padding on all sides. */
  public ZeroPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right, top, bottom, front, back; a negative one cuts off. */
  public ZeroPad3d(Sizes padding) {
    super(3, padding, PadMode.CONSTANT, null);
  }
}
