package torch4j.nn;

import torch4j.internal.Require;
import torch4j.nn.functional.FractionalMaxPoolOptions;
import torch4j.nn.functional.Sizes;

/** The base class of the fractional max poolings. */
abstract class FractionalMaxPoolLayer extends IndexedPoolLayer {
  final Sizes kernelSize;
  private final FractionalMaxPoolOptions options;
  private final int dimensions;

  FractionalMaxPoolLayer(int dimensions, Sizes kernelSize, FractionalMaxPoolOptions options) {
    Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", dimensions);
    if (dimensions == 3) {
      kernelSize.requireAtLeast("kernelSize", 1); // like Python, only checked in 3D
    }
    Require.nonNull(options, "options", "options").requireSize(dimensions);
    this.dimensions = dimensions;
    this.kernelSize = kernelSize;
    this.options = options;
    registerBuffer("_random_samples", options.randomSamples());
  }

  /** The options with the current random samples of this module. */
  final FractionalMaxPoolOptions current() {
    return options.randomSamples(buffer("_random_samples"));
  }

  @Override
  protected final String expectedInput() {
    return ImageShape.of(dimensions, "C")
        + " of a floating-point dtype, no smaller than window and output together";
  }
}
