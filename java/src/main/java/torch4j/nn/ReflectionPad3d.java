package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using the reflection of the input boundary. Same as {@code
 * torch.nn.ReflectionPad3d}: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class ReflectionPad3d extends PadLayer {
  /** With the same padding on all sides. */
  public ReflectionPad3d(long padding) {
    this(Sizes.of(padding));
  }

  /**
   * With a padding for each side: left, right, top, bottom, front, back; negative padding crops the
   * input.
   */
  public ReflectionPad3d(Sizes padding) {
    super(3, padding, PadMode.REFLECT, null);
  }
}
