package torch4j.nn;

import torch4j.nn.functional.InterpolateOptions;
import torch4j.nn.functional.InterpolationMode;

/**
 * 2D bilinear upsampling with aligned corners. Same as {@code torch.nn.UpsamplingBilinear2d}: input
 * {@code [N, C, H, W]}.
 */
public final class UpsamplingBilinear2d extends UpsampleLayer {
  /** PyTorch's defaults; {@code size} or {@code scaleFactor} must be set. */
  public static InterpolateOptions options() {
    return InterpolateOptions.DEFAULT;
  }

  /**
   * A layer with this size or scale factor.
   *
   * @throws IllegalArgumentException if other options are set
   */
  public UpsamplingBilinear2d(InterpolateOptions options) {
    super(sizeOnly(options).mode(InterpolationMode.BILINEAR).alignCorners(true));
  }
}
