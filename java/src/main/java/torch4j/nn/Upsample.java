package torch4j.nn;

import torch4j.nn.functional.InterpolateOptions;

/**
 * Upsamples multi-channel 1D, 2D or 3D data. Same as {@code torch.nn.Upsample}: input {@code [N, C,
 * L]}, {@code [N, C, H, W]} or {@code [N, C, D, H, W]}, depending on the mode.
 */
public final class Upsample extends UpsampleLayer {
  /** PyTorch's defaults; {@code size} or {@code scaleFactor} must be set. */
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
