package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.MaxPoolWindows;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.MaxPoolOptions;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/** The base class of the max poolings. Same as {@code torch.nn.modules.pooling._MaxPoolNd}. */
abstract class MaxPoolLayer extends IndexedPoolLayer {
  private final int dimensions;
  private final Sizes kernelSize;
  private final MaxPoolOptions options;
  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;
  private final long[] dilation;

  MaxPoolLayer(int dimensions, Sizes kernelSize, MaxPoolOptions options) {
    this.dimensions = dimensions;
    this.kernelSize = Require.nonNull(kernelSize, "kernelSize", "sizes");
    this.options = Require.nonNull(options, "options", "options");
    kernel = kernelSize.forDimensions("kernelSize", dimensions);
    stride =
        options.stride() == null ? kernel : options.stride().forDimensions("stride", dimensions);
    padding = options.padding().forDimensions("padding", dimensions);
    dilation = options.dilation().forDimensions("dilation", dimensions);
  }

  @Override
  public final Tensor forward(Tensor input) {
    MaxPoolWindows.requireInputInEach(input.unwrap(), stride, padding, dilation);
    boolean ceil = options.ceilMode();
    return switch (dimensions) {
      case 1 ->
          Tensor.wrap(torch.max_pool1d(input.unwrap(), kernel, stride, padding, dilation, ceil));
      case 2 ->
          Tensor.wrap(torch.max_pool2d(input.unwrap(), kernel, stride, padding, dilation, ceil));
      default ->
          Tensor.wrap(torch.max_pool3d(input.unwrap(), kernel, stride, padding, dilation, ceil));
    };
  }

  @Override
  final Pooled pool(Tensor input) {
    return switch (dimensions) {
      case 1 -> F.maxPool1dWithIndices(input, kernelSize, options);
      case 2 -> F.maxPool2dWithIndices(input, kernelSize, options);
      default -> F.maxPool3dWithIndices(input, kernelSize, options);
    };
  }

  @Override
  protected final String expectedInput() {
    return ImageShape.of(dimensions, "C") + ", no smaller than the window";
  }

  @Override
  protected final String extraRepr() {
    return "kernel_size="
        + kernelSize
        + ", stride="
        + (options.stride() == null ? kernelSize : options.stride())
        + ", padding="
        + options.padding()
        + ", dilation="
        + options.dilation()
        + ", ceil_mode="
        + Repr.of(options.ceilMode());
  }
}
