package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.TripletMarginLoss}, with PyTorch's defaults.
 *
 * @param margin the minimum difference between the positive and negative distances required for a
 *     loss of 0
 * @param p the norm degree of the pairwise distance
 * @param eps a small constant for numerical stability
 * @param swap whether to use the distance swap: the negative distance is the smaller one of anchor
 *     and positive to the negative
 * @param reduction the reduction applied to the output: none, mean or sum
 */
@Withers
public record TripletMarginLossOptions(
    double margin, double p, double eps, boolean swap, Reduction reduction)
    implements TripletMarginLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final TripletMarginLossOptions DEFAULT =
      new TripletMarginLossOptions(1, 2, 1e-6, false, Reduction.MEAN);

  /** Checks the values. */
  public TripletMarginLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
    if (!(margin > 0)) {
      throw new IllegalArgumentException("margin: got " + margin + ", expected more than 0");
    }
  }
}
