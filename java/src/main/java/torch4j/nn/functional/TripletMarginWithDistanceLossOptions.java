package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.TripletMarginWithDistanceLoss}, with PyTorch's defaults.
 *
 * @param distanceFunction the distance between two tensors; null for the Euclidean one
 * @param margin the minimum difference between the positive and negative distances required for a
 *     loss of 0
 * @param swap whether to use the distance swap: the negative distance is the smaller one of anchor
 *     and positive to the negative
 * @param reduction the reduction applied to the output: none, mean or sum
 */
@Withers
public record TripletMarginWithDistanceLossOptions(
    DistanceFunction distanceFunction, double margin, boolean swap, Reduction reduction)
    implements TripletMarginWithDistanceLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final TripletMarginWithDistanceLossOptions DEFAULT =
      new TripletMarginWithDistanceLossOptions(null, 1, false, Reduction.MEAN);

  /** Checks the values. */
  public TripletMarginWithDistanceLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
    if (!(margin > 0)) {
      throw new IllegalArgumentException("margin: got " + margin + ", expected more than 0");
    }
  }
}
