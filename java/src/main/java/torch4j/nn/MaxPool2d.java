package torch4j.nn;

import torch4j.nn.functional.MaxPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Max pooling: the maximum of each window. Same as {@code torch.nn.MaxPool2d}: input {@code [N, C,
 * H, W]} or {@code [C, H, W]}. {@link #callWithIndices} returns what Python returns with {@code
 * return_indices=True}.
 */
public final class MaxPool2d extends MaxPoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static MaxPoolOptions options() {
    return MaxPoolOptions.DEFAULT;
  }

  /** Non-overlapping square windows. */
  public MaxPool2d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Square windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxPool2d(long kernelSize, MaxPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Non-overlapping windows with a size for each dimension. */
  public MaxPool2d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxPool2d(Sizes kernelSize, MaxPoolOptions options) {
    super(2, kernelSize, options);
  }
}
