package torch4j.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.nn.functional.F;
import torch4j.nn.functional.LinearCrossEntropyLossOptions;
import torch4j.nn.functional.Sizes;

/**
 * A linear layer and the cross entropy of its logits in one module; with {@code options} it is
 * computed in chunks, so that the logits of the whole batch are never in memory at once. Same as
 * {@code torch.nn.LinearCrossEntropyLoss}: input {@code [N, inFeatures]} or {@code [inFeatures]};
 * target class indices (int64), {@code [N, d1, ...]} with the additional output features d1 and so
 * on, or class probabilities.
 */
public final class LinearCrossEntropyLoss extends Loss {
  private final long inFeatures;
  private final long numClasses;
  private final LinearCrossEntropyLossOptions options;
  private final Linear linear;

  /** PyTorch's defaults: no bias, and the whole batch at once. */
  public static LinearCrossEntropyLossOptions options() {
    return LinearCrossEntropyLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public LinearCrossEntropyLoss(long inFeatures, long numClasses) {
    this(inFeatures, numClasses, options());
  }

  /**
   * A loss with all options. The weight is registered as the buffer "weight", the layer as the
   * child "linear".
   *
   * @throws IllegalArgumentException if the weight's shape is not {@code [numClasses]}, or a size
   *     is negative
   */
  public LinearCrossEntropyLoss(
      long inFeatures, long numClasses, LinearCrossEntropyLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    Tensor weight = options.weight();
    if (weight != null && !Arrays.equals(weight.shape(), new long[] {numClasses})) {
      throw new IllegalArgumentException(
          "weight: got " + TensorDescription.of(weight) + ", expected [" + numClasses + "]");
    }
    this.inFeatures = inFeatures;
    this.numClasses = numClasses;
    this.options = options.weight(null);
    registerBuffer("weight", weight);
    long outputs = options.outFeatures().stream().reduce(numClasses, Math::multiplyExact);
    linear = register("linear", new Linear(inFeatures, outputs, options.bias()));
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    List<Long> further = options.outFeatures();
    LongStream rows =
        LongStream.concat(LongStream.of(numClasses), further.stream().mapToLong(Long::longValue));
    long[] biasShape = rows.toArray();
    long[] weightShape = Arrays.copyOf(biasShape, biasShape.length + 1);
    weightShape[biasShape.length] = inFeatures;
    Tensor weight = linear.weight().reshape(weightShape);
    Tensor bias = linear.bias() == null ? null : linear.bias().reshape(biasShape);
    return explained(
        () -> F.linearCrossEntropy(input, weight, target, bias, options.weight(buffer("weight"))),
        input,
        target);
  }

  /** The linear layer, which computes the logits. */
  public Linear linear() {
    return linear;
  }

  @Override
  protected String expectedInput() {
    return "[N, "
        + inFeatures
        + "] or ["
        + inFeatures
        + "] "
        + TensorDescription.dtype(linear.weight())
        + " and classes [N, ...] int64 or probabilities";
  }

  @Override
  protected String extraRepr() {
    long[] further = options.outFeatures().stream().mapToLong(Long::longValue).toArray();
    return "in_features="
        + inFeatures
        + ", num_classes="
        + numClasses
        + ", out_features="
        + Sizes.tuple(further)
        + ", bias="
        + Repr.of(linear.bias() != null)
        + ", reduction="
        + reduction
        + ", ignore_index="
        + (options.ignoreIndex() == null ? "None" : options.ignoreIndex())
        + ", label_smoothing="
        + Repr.of(options.labelSmoothing())
        + ", options="
        + (options.options() == null ? "None" : options.options());
  }
}
