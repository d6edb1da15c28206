package torch4j.nn;

import torch4j.nn.functional.MaxPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Max pooling: the maximum of each window. Same as {@code torch.nn.MaxPool3d}: input {@code [N, C,
 * D, H, W]} or {@code [C, D, H, W]}. {@link #callWithIndices} returns what Python returns with
 * {@code return_indices=True}.
 */
public final class MaxPool3d extends MaxPoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static MaxPoolOptions options() {
    return MaxPoolOptions.DEFAULT;
  }

  /** Non-overlapping cubic windows. */
  public MaxPool3d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Cubic windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxPool3d(long kernelSize, MaxPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Non-overlapping windows with a size for each dimension. */
  public MaxPool3d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxPool3d(Sizes kernelSize, MaxPoolOptions options) {
    super(3, kernelSize, options);
  }
}
