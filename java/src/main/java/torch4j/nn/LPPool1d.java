package torch4j.nn;

import torch4j.nn.functional.Sizes;

/**
 * Power-average pooling: the {@code p}-norm of each window. Same as {@code torch.nn.LPPool1d}:
 * input {@code [N, C, L]} or {@code [C, L]}.
 */
public final class LPPool1d extends LPPoolLayer {
  /**
   * Non-overlapping windows.
   *
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool1d(double normType, long kernelSize) {
    this(normType, Sizes.of(kernelSize), null);
  }

  /**
   * Windows with this stride.
   *
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool1d(double normType, long kernelSize, long stride) {
    this(normType, Sizes.of(kernelSize), Sizes.of(stride));
  }

  /**
   * Non-overlapping windows with a size for each dimension.
   *
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool1d(double normType, Sizes kernelSize) {
    this(normType, kernelSize, null);
  }

  /**
   * Windows with this stride.
   *
   * @param stride the stride of the window; null for the kernel size
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool1d(double normType, Sizes kernelSize, Sizes stride) {
    this(normType, kernelSize, stride, false);
  }

  /**
   * Windows with all options.
   *
   * @param normType the power {@code p}; infinity gives max pooling
   * @param kernelSize the size of the window
   * @param stride the stride of the window; null for the kernel size
   * @param ceilMode whether to use ceil instead of floor to compute the output shape
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool1d(double normType, Sizes kernelSize, Sizes stride, boolean ceilMode) {
    super(1, normType, kernelSize, stride, ceilMode);
  }
}
