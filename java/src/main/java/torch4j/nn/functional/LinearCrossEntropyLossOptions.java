package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.LinearCrossEntropyLoss}, with PyTorch's defaults.
 *
 * @param outFeatures additional dimensions of the linear layer's output beside the classes;
 *     functions ignore this and take them from the weight
 * @param bias whether a layer learns an additive bias; functions ignore this and take the bias
 *     itself
 * @param reduction the reduction applied to the output: none, mean or sum
 * @param weight a manual rescaling weight for each class, {@code [C]}, or null
 * @param ignoreIndex a target value that is ignored and does not contribute to the gradient; null
 *     for -100
 * @param labelSmoothing the amount of smoothing of the targets, from 0 to 1; 0 means no smoothing
 * @param options how the loss is computed in chunks; null for the whole batch at once
 */
@Withers
public record LinearCrossEntropyLossOptions(
    List<Long> outFeatures,
    boolean bias,
    Reduction reduction,
    Tensor weight,
    Long ignoreIndex,
    double labelSmoothing,
    LinearCrossEntropyOptions options)
    implements LinearCrossEntropyLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final LinearCrossEntropyLossOptions DEFAULT =
      new LinearCrossEntropyLossOptions(List.of(), false, Reduction.MEAN, null, null, 0, null);

  /** Checks the values. */
  public LinearCrossEntropyLossOptions {
    Require.nonNull(outFeatures, "outFeatures", "a list");
    Require.nonNull(reduction, "reduction", "a reduction");
    outFeatures = List.copyOf(outFeatures);
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing: got " + labelSmoothing + ", expected between 0 and 1");
    }
  }

  /** Returns a copy with additional dimensions of the output. */
  public LinearCrossEntropyLossOptions outFeatures(long... outFeatures) {
    Require.nonNull(outFeatures, "outFeatures", "sizes");
    return outFeatures(Arrays.stream(outFeatures).boxed().toList());
  }
}
