package torch4j.nn;

import torch4j.nn.functional.Sizes;

/**
 * The {@code p}-norm of each window. Same as {@code torch.nn.LPPool3d}: input {@code [N, C, D, H,
 * W]} or {@code [C, D, H, W]}.
 */
public final class LPPool3d extends LPPoolLayer {
  /**
   * Non-overlapping windows.
   *
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool3d(double normType, long kernelSize) {
    this(normType, Sizes.of(kernelSize), null);
  }

  /**
   * Windows at a step.
   *
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool3d(double normType, long kernelSize, long stride) {
    this(normType, Sizes.of(kernelSize), Sizes.of(stride));
  }

  /**
   * Non-overlapping windows of any shape.
   *
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool3d(double normType, Sizes kernelSize) {
    this(normType, kernelSize, null);
  }

  /**
   * Windows at a step.
   *
   * @param stride the step; null for the window's own size
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool3d(double normType, Sizes kernelSize, Sizes stride) {
    this(normType, kernelSize, stride, false);
  }

  /**
   * Windows with all options.
   *
   * @param stride the step; null for the window's own size
   * @param ceilMode whether a window may reach over the edge
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public LPPool3d(double normType, Sizes kernelSize, Sizes stride, boolean ceilMode) {
    super(3, normType, kernelSize, stride, ceilMode);
  }
}
