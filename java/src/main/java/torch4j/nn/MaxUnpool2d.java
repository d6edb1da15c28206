package torch4j.nn;

import torch4j.nn.functional.MaxUnpoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Computes a partial inverse of max pooling: non-maximal values are set to zero. Same as {@code
 * torch.nn.MaxUnpool2d}: {@code call(input, indices)} takes what {@link MaxPool2d#callWithIndices}
 * returned, {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class MaxUnpool2d extends MaxUnpoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static MaxUnpoolOptions options() {
    return MaxUnpoolOptions.DEFAULT;
  }

  /** Non-overlapping square windows. */
  public MaxUnpool2d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Square windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxUnpool2d(long kernelSize, MaxUnpoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Non-overlapping windows with a size for each dimension. */
  public MaxUnpool2d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxUnpool2d(Sizes kernelSize, MaxUnpoolOptions options) {
    super(2, kernelSize, options);
  }
}
