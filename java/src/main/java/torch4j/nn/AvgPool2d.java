package torch4j.nn;

import torch4j.nn.functional.AvgPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * The mean of each window. Same as {@code torch.nn.AvgPool2d}: input {@code [N, C, H, W]} or {@code
 * [C, H, W]}.
 */
public final class AvgPool2d extends AvgPoolLayer {
  /** PyTorch's defaults: windows side by side. */
  public static AvgPoolOptions options() {
    return AvgPoolOptions.DEFAULT;
  }

  /** Square windows side by side. */
  public AvgPool2d(long kernelSize) {
    this(kernelSize, options());
  }

  /** Square windows with all options. */
  public AvgPool2d(long kernelSize, AvgPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Windows of any shape side by side. */
  public AvgPool2d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /** Windows with all options. */
  public AvgPool2d(Sizes kernelSize, AvgPoolOptions options) {
    super(2, kernelSize, options);
  }
}
