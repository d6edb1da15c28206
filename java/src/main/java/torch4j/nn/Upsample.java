package torch4j.nn;

import torch4j.nn.functional.InterpolateOptions;

/**
 * Resizes. Same as {@code torch.nn.Upsample}: input {@code [N, C, L]}, {@code [N, C, H, W]} or
 * {@code [N, C, D, H, W]}, as the mode takes them.
 */
public final class Upsample extends UpsampleLayer {
  /** PyTorch's defaults; {@code size} or {@code scaleFactor} is still to be set. */
  public static InterpolateOptions options() {
    return InterpolateOptions.DEFAULT;
  }

  /**
   * A layer with these options.
   *
   * @throws IllegalArgumentException with {@code antialias}, which only {@code F.interpolate} has
   */
  public Upsample(InterpolateOptions options) {
    super(options);
  }
}
