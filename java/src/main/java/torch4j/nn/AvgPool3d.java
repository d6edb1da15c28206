package torch4j.nn;

import torch4j.nn.functional.AvgPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Average pooling: the mean of each window. Same as {@code torch.nn.AvgPool3d}: input {@code [N, C,
 * D, H, W]} or {@code [C, D, H, W]}.
 */
public final class AvgPool3d extends AvgPoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static AvgPoolOptions options() {
    return AvgPoolOptions.DEFAULT;
  }

  /** Non-overlapping cubic windows. */
  public AvgPool3d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Cubic windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public AvgPool3d(long kernelSize, AvgPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Non-overlapping windows with a size for each dimension. */
  public AvgPool3d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public AvgPool3d(Sizes kernelSize, AvgPoolOptions options) {
    super(3, kernelSize, options);
  }
}
