package torch4j.nn;

import torch4j.nn.functional.InterpolateOptions;
import torch4j.nn.functional.InterpolationMode;

/**
 * Resizes images by lines between the elements, corners aligned. Same as {@code
 * torch.nn.UpsamplingBilinear2d}: input {@code [N, C, H, W]}.
 */
public final class UpsamplingBilinear2d extends UpsampleLayer {
  /** Options of which {@code size} or {@code scaleFactor} is to be set. */
  public static InterpolateOptions options() {
    return InterpolateOptions.DEFAULT;
  }

  /**
   * A layer of this size or scale factor.
   *
   * @throws IllegalArgumentException if other options are set
   */
  public UpsamplingBilinear2d(InterpolateOptions options) {
    super(sizeOnly(options).mode(InterpolationMode.BILINEAR).alignCorners(true));
  }
}
