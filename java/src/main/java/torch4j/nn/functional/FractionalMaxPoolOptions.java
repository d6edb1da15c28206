package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of fractional max pooling beside the kernel size: the output's size or its ratio.
 *
 * @param outputSize the target output size, or null to follow {@code outputRatio}
 * @param outputRatio the output size as a ratio of the input size, between 0 and 1, one for all
 *     dimensions or one for each; null to follow {@code outputSize}
 * @param randomSamples the random samples that determine the pooling regions, {@code [N, C, 2]} or
 *     {@code [N, C, 3]}, from 0 to 1; null to draw them at each call
 */
@Withers
public record FractionalMaxPoolOptions(
    Sizes outputSize, List<Double> outputRatio, Tensor randomSamples)
    implements FractionalMaxPoolOptionsWithers {
  /** Options without an output size and output ratio. */
  public static final FractionalMaxPoolOptions DEFAULT =
      new FractionalMaxPoolOptions(null, null, null);

  /** Checks the values. */
  public FractionalMaxPoolOptions {
    if (outputSize != null && outputRatio != null) {
      throw new IllegalArgumentException(
          "outputSize: got "
              + outputSize
              + " and the ratio "
              + outputRatio
              + ", expected one; only one of output_size and output_ratio may be specified");
    }
    if (outputRatio != null) {
      outputRatio = List.copyOf(outputRatio);
      for (double ratio : outputRatio) {
        if (!(ratio > 0 && ratio < 1)) {
          throw new IllegalArgumentException(
              "outputRatio: got " + ratio + ", expected between 0 and 1");
        }
      }
    }
  }

  /** Returns a copy with one output ratio for all dimensions. */
  public FractionalMaxPoolOptions outputRatio(double outputRatio) {
    return outputRatio(List.of(outputRatio));
  }

  /** Returns a copy with an output ratio for each dimension. */
  public FractionalMaxPoolOptions outputRatio(double... outputRatio) {
    Require.nonNull(outputRatio, "outputRatio", "an output ratio for each dimension");
    return outputRatio(Arrays.stream(outputRatio).boxed().toList());
  }

  /**
   * Throws unless there is an output size or an output ratio for this number of dimensions.
   *
   * @throws IllegalArgumentException with Python's message
   */
  public void requireSize(int dimensions) {
    if (outputSize == null && outputRatio == null) {
      throw new IllegalArgumentException(
          "outputSize: got neither a size nor a ratio, expected one; FractionalMaxPool"
              + dimensions
              + "d requires specifying either an output size, or a pooling ratio");
    }
    if (outputSize != null) {
      outputSize.forDimensions("outputSize", dimensions);
    } else if (outputRatio.size() != 1 && outputRatio.size() != dimensions) {
      throw new IllegalArgumentException(
          "outputRatio: got " + outputRatio.size() + " ratios, expected 1 or " + dimensions);
    }
  }

  /** The output size for this input. */
  long[] sizeFor(Tensor input, int dimensions) {
    requireSize(dimensions);
    if (outputSize != null) {
      return outputSize.forDimensions("outputSize", dimensions);
    }
    var sizes = new long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      double ratio = outputRatio.get(outputRatio.size() == 1 ? 0 : i);
      sizes[i] = (long) ((double) input.size(i - dimensions) * ratio);
    }
    return sizes;
  }
}
