package torch4j.nn;

import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * Pads the input using the reflection of the input boundary. Same as {@code
 * torch.nn.ReflectionPad1d}: input {@code [N, C, L]} or {@code [C, L]}.
 */
public final class ReflectionPad1d extends PadLayer {
  /** With the same padding on all sides. */
  public ReflectionPad1d(long padding) {
    this(Sizes.of(padding));
  }

  /** With a padding for each side: left, right; negative padding crops the input. */
  public ReflectionPad1d(Sizes padding) {
    super(1, padding, PadMode.REFLECT, null);
  }
}
