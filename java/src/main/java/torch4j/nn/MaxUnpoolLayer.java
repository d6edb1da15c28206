package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.MaxUnpoolOptions;
import torch4j.nn.functional.Sizes;

/** The base class of the max unpoolings. Same as {@code torch.nn.modules.pooling._MaxUnpoolNd}. */
abstract class MaxUnpoolLayer extends Module {
  private final int dimensions;
  private final Sizes kernelSize;
  private final MaxUnpoolOptions options;

  MaxUnpoolLayer(int dimensions, Sizes kernelSize, MaxUnpoolOptions options) {
    Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", dimensions);
    step(kernelSize, options).forDimensions("stride", dimensions);
    options.padding().forDimensions("padding", dimensions);
    if (options.outputSize() != null) {
      throw new IllegalArgumentException(
          "outputSize: got " + options.outputSize() + ", expected none; it is an argument of call");
    }
    this.dimensions = dimensions;
    this.kernelSize = kernelSize;
    this.options = options;
  }

  private static Sizes step(Sizes kernelSize, MaxUnpoolOptions options) {
    return Require.nonNull(options, "options", "options").stride() == null
        ? kernelSize
        : options.stride();
  }

  @Override
  public final Tensor forward(Tensor input, Tensor indices) {
    return unpool(input, indices, options);
  }

  /**
   * Computes an output of this size, to choose between the sizes whose pooling has the same output
   * size. Same as {@code module(input, indices, output_size)}.
   *
   * @param input the output of the max pooling
   * @param indices the indices given out by the max pooling, int64
   * @param outputSize the targeted output size, with or without the batch and channel dimensions
   * @throws IllegalArgumentException if the shapes or the size do not fit
   */
  public final Tensor call(Tensor input, Tensor indices, Sizes outputSize) {
    Require.nonNull(input, "input", "a tensor");
    Require.nonNull(indices, "indices", "a tensor");
    Require.nonNull(outputSize, "outputSize", "sizes");
    MaxUnpoolOptions sized = options.outputSize(outputSize);
    return run(inputs -> unpool(inputs.get(0), inputs.get(1), sized), input, indices);
  }

  private Tensor unpool(Tensor input, Tensor indices, MaxUnpoolOptions options) {
    return switch (dimensions) {
      case 1 -> F.maxUnpool1d(input, indices, kernelSize, options);
      case 2 -> F.maxUnpool2d(input, indices, kernelSize, options);
      default -> F.maxUnpool3d(input, indices, kernelSize, options);
    };
  }

  @Override
  protected final String expectedInput() {
    return ImageShape.of(dimensions, "C") + ", and the indices of the same shape as int64";
  }

  @Override
  protected final String extraRepr() {
    return "kernel_size="
        + tuple(kernelSize)
        + ", stride="
        + tuple(step(kernelSize, options))
        + ", padding="
        + tuple(options.padding());
  }

  private String tuple(Sizes sizes) {
    return Sizes.tuple(sizes.forDimensions("sizes", dimensions));
  }
}
