package torch4j.nn;

import torch4j.nn.functional.AvgPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Average pooling: the mean of each window. Same as {@code torch.nn.AvgPool1d}: input {@code [N, C,
 * L]} or {@code [C, L]}.
 */
public final class AvgPool1d extends AvgPoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static AvgPoolOptions options() {
    return AvgPoolOptions.DEFAULT;
  }

  /** Non-overlapping windows. */
  public AvgPool1d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public AvgPool1d(long kernelSize, AvgPoolOptions options) {
    super(1, Sizes.of(kernelSize), options);
  }
}
