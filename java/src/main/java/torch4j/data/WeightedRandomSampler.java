package torch4j.data;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import torch4j.DType;
import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;

/**
 * Indices drawn by weights, which need not sum to one. Same as {@code
 * torch.utils.data.WeightedRandomSampler}.
 */
public final class WeightedRandomSampler implements DrawingSampler {
  private final Tensor weights;
  private final long numSamples;
  private final boolean replacement;
  private final Generator generator;

  /**
   * Indices drawn with replacement.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public WeightedRandomSampler(double[] weights, long numSamples) {
    this(weights, numSamples, true, null);
  }

  /**
   * Indices drawn by weights.
   *
   * @param weights a weight for each sample
   * @param numSamples the number of indices in an epoch
   * @param replacement whether a sample may be drawn again
   * @param generator the generator; null for the default one
   * @throws IllegalArgumentException if a weight is negative, infinite or NaN, or none is positive;
   *     if {@code numSamples} is not positive, or, without replacement, larger than the number of
   *     weights
   */
  public WeightedRandomSampler(
      double[] weights, long numSamples, boolean replacement, Generator generator) {
    Torch.init();
    requireWeights(Require.nonNull(weights, "weights", "weights"));
    this.numSamples = Positive.require("numSamples", numSamples);
    this.replacement = replacement;
    this.generator = generator;
    if (!replacement && numSamples > weights.length) {
      throw new IllegalArgumentException(
          "numSamples: got "
              + numSamples
              + " without replacement, expected at most "
              + weights.length
              + ", the number of weights");
    }
    this.weights = Unscoped.make(() -> Torch.tensor(weights, DType.float64));
  }

  /**
   * Indices drawn by the weights in a tensor of one dimension.
   *
   * @param generator the generator; null for the default one
   * @throws IllegalArgumentException as the other constructor, or if the tensor has not one
   *     dimension
   */
  public WeightedRandomSampler(
      Tensor weights, long numSamples, boolean replacement, Generator generator) {
    this(numbers(weights), numSamples, replacement, generator);
  }

  private static double[] numbers(Tensor weights) {
    if (Require.nonNull(weights, "weights", "a tensor").dim() != 1) {
      throw new IllegalArgumentException(
          "weights: got " + TensorDescription.of(weights) + ", expected one dimension");
    }
    return weights.toDoubleArray();
  }

  private static void requireWeights(double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weights[" + i + "]: got " + weights[i] + ", expected a finite number >= 0");
      }
    }
    if (Arrays.stream(weights).noneMatch(weight -> weight > 0)) {
      throw new IllegalArgumentException(
          "weights: got " + weights.length + " without a positive one, expected at least one");
    }
  }

  @Override
  public Generator generator() {
    return generator;
  }

  @Override
  public long size() {
    return numSamples;
  }

  @Override
  public PrimitiveIterator.OfLong iterator() {
    return DrawnIndices.once(() -> Draws.weighted(weights, numSamples, replacement, generator));
  }

  @Override
  public String toString() {
    return "WeightedRandomSampler("
        + weights.size(0)
        + " weights, numSamples "
        + numSamples
        + ", replacement "
        + replacement
        + ")";
  }
}
