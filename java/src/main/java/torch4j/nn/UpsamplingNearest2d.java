package torch4j.nn;

import torch4j.nn.functional.InterpolateOptions;
import torch4j.nn.functional.InterpolationMode;

/**
 * 2D nearest neighbor upsampling. Same as {@code torch.nn.UpsamplingNearest2d}: input {@code [N, C,
 * H, W]}.
 */
public final class UpsamplingNearest2d extends UpsampleLayer {
  /** PyTorch's defaults; {@code size} or {@code scaleFactor} must be set. */
  public static InterpolateOptions options() {
    return InterpolateOptions.DEFAULT;
  }

  /**
   * A layer with this size or scale factor.
   *
   * @throws IllegalArgumentException if other options are set
   */
  public UpsamplingNearest2d(InterpolateOptions options) {
    super(sizeOnly(options).mode(InterpolationMode.NEAREST));
  }
}
