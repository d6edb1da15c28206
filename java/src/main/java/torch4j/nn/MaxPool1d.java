package torch4j.nn;

import torch4j.nn.functional.MaxPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Max pooling: the maximum of each window. Same as {@code torch.nn.MaxPool1d}: input {@code [N, C,
 * L]} or {@code [C, L]}. {@link #callWithIndices} returns what Python returns with {@code
 * return_indices=True}.
 */
public final class MaxPool1d extends MaxPoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static MaxPoolOptions options() {
    return MaxPoolOptions.DEFAULT;
  }

  /** Non-overlapping windows. */
  public MaxPool1d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxPool1d(long kernelSize, MaxPoolOptions options) {
    super(1, Sizes.of(kernelSize), options);
  }
}
