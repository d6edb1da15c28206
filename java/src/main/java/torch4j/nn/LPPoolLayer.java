package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Sizes;

/**
 * The base class of the power-average poolings. Same as {@code torch.nn.modules.pooling._LPPoolNd}.
 */
abstract class LPPoolLayer extends Module {
  private final int dimensions;
  private final double normType;
  private final Sizes kernelSize;
  private final Sizes stride;
  private final boolean ceilMode;

  LPPoolLayer(int dimensions, double normType, Sizes kernelSize, Sizes stride, boolean ceilMode) {
    if (normType == 0) {
      throw new IllegalArgumentException("normType: got 0, expected a nonzero number");
    }
    Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", dimensions);
    if (stride != null) {
      stride.forDimensions("stride", dimensions);
    }
    this.dimensions = dimensions;
    this.normType = normType;
    this.kernelSize = kernelSize;
    this.stride = stride;
    this.ceilMode = ceilMode;
  }

  @Override
  public final Tensor forward(Tensor input) {
    return switch (dimensions) {
      case 1 -> F.lpPool1d(input, normType, kernelSize, stride, ceilMode);
      case 2 -> F.lpPool2d(input, normType, kernelSize, stride, ceilMode);
      default -> F.lpPool3d(input, normType, kernelSize, stride, ceilMode);
    };
  }

  @Override
  protected final String expectedInput() {
    return ImageShape.of(dimensions, "C") + ", no smaller than the window";
  }

  @Override
  protected final String extraRepr() {
    return "norm_type="
        + Repr.ofNumber(normType)
        + ", kernel_size="
        + kernelSize
        + ", stride="
        + (stride == null ? "None" : stride)
        + ", ceil_mode="
        + Repr.of(ceilMode);
  }
}
