package torch4j.nn;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.nn.functional.AvgPoolOptions;
import torch4j.nn.functional.Sizes;

/** The base class of the average poolings. Same as {@code torch.nn.modules.pooling._AvgPoolNd}. */
abstract class AvgPoolLayer extends Module {
  private final int dimensions;
  private final Sizes kernelSize;
  private final AvgPoolOptions options;
  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;
  private final LongOptional divisor;

  AvgPoolLayer(int dimensions, Sizes kernelSize, AvgPoolOptions options) {
    Require.nonNull(options, "options", "options");
    if (dimensions == 1 && options.divisorOverride() != null) {
      throw new IllegalArgumentException(
          "divisorOverride: got " + options.divisorOverride() + ", expected null for 1D pooling");
    }
    this.dimensions = dimensions;
    this.kernelSize = Require.nonNull(kernelSize, "kernelSize", "sizes");
    this.options = options;
    kernel = kernelSize.forDimensions("kernelSize", dimensions);
    stride =
        options.stride() == null ? kernel : options.stride().forDimensions("stride", dimensions);
    padding = options.padding().forDimensions("padding", dimensions);
    divisor = Unscoped.make(() -> Optionals.of(options.divisorOverride()));
  }

  @Override
  public final Tensor forward(Tensor input) {
    boolean ceil = options.ceilMode();
    boolean count = options.countIncludePad();
    return switch (dimensions) {
      case 1 -> Torch.avgPool1d(input, kernel, stride, padding, ceil, count);
      case 2 ->
          Tensor.wrap(
              torch.avg_pool2d(input.unwrap(), kernel, stride, padding, ceil, count, divisor));
      default ->
          Tensor.wrap(
              torch.avg_pool3d(input.unwrap(), kernel, stride, padding, ceil, count, divisor));
    };
  }

  @Override
  protected final String expectedInput() {
    return ImageShape.of(dimensions, "C") + ", no smaller than the window";
  }

  @Override
  protected final String extraRepr() {
    Sizes step = options.stride() == null ? kernelSize : options.stride();
    return "kernel_size="
        + (dimensions == 1 ? Sizes.tuple(kernel) : kernelSize)
        + ", stride="
        + (dimensions == 1 ? Sizes.tuple(stride) : step)
        + ", padding="
        + (dimensions == 1 ? Sizes.tuple(padding) : options.padding());
  }
}
