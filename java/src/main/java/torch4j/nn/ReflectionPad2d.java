package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using the reflection of the input boundary. Same as {@code
 * torch.nn.ReflectionPad2d}: input {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class ReflectionPad2d extends PadLayer {
  /** With the same padding on all sides. */
  public ReflectionPad2d(long padding) {
    this(Sizes.of(padding));
  }

  /** With a padding for each side: left, right, top, bottom; negative padding crops the input. */
  public ReflectionPad2d(Sizes padding) {
    super(2, padding, PadMode.REFLECT, null);
  }
}
