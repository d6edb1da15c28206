package torch4j.nn;

import torch4j.nn.functional.AvgPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * The mean of each window. Same as {@code torch.nn.AvgPool3d}: input {@code [N, C, D, H, W]} or
 * {@code [C, D, H, W]}.
 */
public final class AvgPool3d extends AvgPoolLayer {
  /** PyTorch's defaults: windows side by side. */
  public static AvgPoolOptions options() {
    return AvgPoolOptions.DEFAULT;
  }

  /** Cubic windows side by side. */
  public AvgPool3d(long kernelSize) {
    this(kernelSize, options());
  }

  /** Cubic windows with all options. */
  public AvgPool3d(long kernelSize, AvgPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Windows of any shape side by side. */
  public AvgPool3d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /** Windows with all options. */
  public AvgPool3d(Sizes kernelSize, AvgPoolOptions options) {
    super(3, kernelSize, options);
  }
}
