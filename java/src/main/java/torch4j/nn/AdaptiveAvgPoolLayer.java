package torch4j.nn;

import torch4j.internal.Require;
import torch4j.nn.functional.Sizes;

/**
 * The base class of the adaptive average poolings. Same as {@code _AdaptiveAvgPoolNd} in Python.
 */
abstract class AdaptiveAvgPoolLayer extends Module {
  final Sizes outputSize;
  private final int dimensions;

  AdaptiveAvgPoolLayer(int dimensions, Sizes outputSize) {
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
