package torch4j.nn;

import torch4j.nn.functional.FractionalMaxPoolOptions;
import torch4j.nn.functional.Sizes;

/** What the fractional max poolings share. */
abstract class FractionalMaxPoolLayer extends IndexedPoolLayer {
  final Sizes kernelSize;
  private final FractionalMaxPoolOptions options;
  private final int dimensions;

  FractionalMaxPoolLayer(int dimensions, Sizes kernelSize, FractionalMaxPoolOptions options) {
    kernelSize.forDimensions("kernelSize", dimensions);
    if (dimensions == 3) {
      kernelSize.requireAtLeast("kernelSize", 1); // Python, too, checks that in 3D alone
    }
    options.requireSize(dimensions);
    this.dimensions = dimensions;
    this.kernelSize = kernelSize;
    this.options = options;
    registerBuffer("_random_samples", options.randomSamples());
  }

  /** The options with the samples where this module now has them. */
  final FractionalMaxPoolOptions current() {
    return options.randomSamples(buffer("_random_samples"));
  }

  @Override
  protected final String expectedInput() {
    return ImageShape.of(dimensions, "C")
        + " of a floating-point dtype, no smaller than window and output together";
  }
}
