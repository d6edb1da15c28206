package torch4j.nn;

import torch4j.nn.functional.MaxUnpoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * Computes a partial inverse of max pooling: non-maximal values are set to zero. Same as {@code
 * torch.nn.MaxUnpool3d}: {@code call(input, indices)} takes what {@link MaxPool3d#callWithIndices}
 * returned, {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class MaxUnpool3d extends MaxUnpoolLayer {
  /** PyTorch's defaults: non-overlapping windows. */
  public static MaxUnpoolOptions options() {
    return MaxUnpoolOptions.DEFAULT;
  }

  /** Non-overlapping cubic windows. */
  public MaxUnpool3d(long kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Cubic windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxUnpool3d(long kernelSize, MaxUnpoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Non-overlapping windows with a size for each dimension. */
  public MaxUnpool3d(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window
   */
  public MaxUnpool3d(Sizes kernelSize, MaxUnpoolOptions options) {
    super(3, kernelSize, options);
  }
}
