package torch4j.nn;

import torch4j.nn.functional.MaxPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * The largest element of each window. Same as {@code torch.nn.MaxPool1d}: input {@code [N, C, L]}
 * or {@code [C, L]}. What Python returns with {@code return_indices=True}, {@link #callWithIndices}
 * does.
 */
public final class MaxPool1d extends MaxPoolLayer {
  /** PyTorch's defaults: windows side by side. */
  public static MaxPoolOptions options() {
    return MaxPoolOptions.DEFAULT;
  }

  /** Windows side by side. */
  public MaxPool1d(long kernelSize) {
    this(kernelSize, options());
  }

  /** Windows with all options. */
  public MaxPool1d(long kernelSize, MaxPoolOptions options) {
    super(1, Sizes.of(kernelSize), options);
  }
}
