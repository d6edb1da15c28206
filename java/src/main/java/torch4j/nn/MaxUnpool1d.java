package torch4j.nn;

import torch4j.nn.functional.MaxUnpoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Computes a partial inverse of max pooling: non-maximal values are set to zero. Same as {@code
 * torch.nn.MaxUnpool1d}: {@code call(input, indices)} takes what {@link MaxPool1d#callWithIndices}
 * returned, {@code [N, C, L]} or {@code [C, L]}.
 */
public final class MaxUnpool1d extends MaxUnpoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static MaxUnpoolOptions options() {
    return MaxUnpoolOptions.DEFAULT;
  }

  /** Non-overlapping windows. */
  public MaxUnpool1d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxUnpool1d(long kernelSize, MaxUnpoolOptions options) {
    super(1, Sizes.of(kernelSize), options);
  }
}
