package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/** Puts zeros around the input. Same as {@code torch.nn.ZeroPad2d}: input {@code [*, H, W]}. */
public final class ZeroPad2d extends PadLayer {
  /** The same padding on all sides. */
  public ZeroPad2d(long padding) {
    this(Sizes.of(padding));
  }

  /** A padding for each side: left, right, top, bottom; a negative one cuts off. */
  public ZeroPad2d(Sizes padding) {
    super(2, padding, PadMode.CONSTANT, null);
  }
}
