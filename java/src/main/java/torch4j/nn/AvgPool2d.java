package torch4j.nn;

import torch4j.nn.functional.AvgPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Average pooling: the mean of each window. Same as {@code torch.nn.AvgPool2d}: input {@code [N, C,
 * H, W]} or {@code [C, H, W]}.
 */
public final class AvgPool2d extends AvgPoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static AvgPoolOptions options() {
    return AvgPoolOptions.DEFAULT;
  }

  /** Non-overlapping square windows. */
  public AvgPool2d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Square windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public AvgPool2d(long kernelSize, AvgPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Non-overlapping windows with a size for each dimension. */
  public AvgPool2d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public AvgPool2d(Sizes kernelSize, AvgPoolOptions options) {
    super(2, kernelSize, options);
  }
}
