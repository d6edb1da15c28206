package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.CrossEntropyLoss}, with PyTorch's defaults.
 *
 * @param weight a manual rescaling weight for each class, {@code [C]}, or null
 * @param ignoreIndex a target value that is ignored and does not contribute to the gradient
 * @param reduction the reduction applied to the output: none, mean or sum
 * @param labelSmoothing the amount of smoothing of the targets, from 0 to 1; 0 means no smoothing
 */
@Withers
public record CrossEntropyOptions(
    Tensor weight, long ignoreIndex, Reduction reduction, double labelSmoothing)
    implements CrossEntropyOptionsWithers {
  /** PyTorch's defaults. */
  public static final CrossEntropyOptions DEFAULT =
      new CrossEntropyOptions(null, -100, Reduction.MEAN, 0);

  /** Checks the values. */
  public CrossEntropyOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing: got " + labelSmoothing + ", expected between 0 and 1");
    }
  }
}
