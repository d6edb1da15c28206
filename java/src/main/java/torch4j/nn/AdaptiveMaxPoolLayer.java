package torch4j.nn;

import torch4j.internal.Require;
import torch4j.nn.functional.Sizes;

/** The base class of the adaptive max poolings. Same as {@code _AdaptiveMaxPoolNd} in Python. */
abstract class AdaptiveMaxPoolLayer extends IndexedPoolLayer {
  final Sizes outputSize;
  private final int dimensions;

  AdaptiveMaxPoolLayer(int dimensions, Sizes outputSize) {
    Require.nonNull(outputSize, "outputSize", "sizes").forDimensions("outputSize", dimensions);
    this.dimensions = dimensions;
    this.outputSize = outputSize;
  }

  @Override
  protected final String expectedInput() {
    return ImageShape.of(dimensions, "C") + " of a floating-point dtype";
  }

  @Override
  protected final String extraRepr() {
    return "output_size=" + outputSize;
  }
}
