package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.DistanceFunction;
import torch4j.nn.functional.F;
import torch4j.nn.functional.TripletMarginWithDistanceLossOptions;

/**
 * The triplet loss of an anchor, a positive and a negative example, with any distance function.
 * Same as {@code torch.nn.TripletMarginWithDistanceLoss}: three inputs {@code [N, *]}.
 */
public final class TripletMarginWithDistanceLoss extends Loss {
  private final DistanceFunction distance;
  private final double margin;
  private final boolean swap;

  /** PyTorch's defaults. */
  public static TripletMarginWithDistanceLossOptions options() {
    return TripletMarginWithDistanceLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public TripletMarginWithDistanceLoss() {
    this(options());
  }

  /**
   * A loss with all options. A distance function that is a module is registered as the child
   * "distance_function".
   */
  public TripletMarginWithDistanceLoss(TripletMarginWithDistanceLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    DistanceFunction given = options.distanceFunction();
    distance = given == null ? new PairwiseDistance() : given;
    if (distance instanceof Module module) {
      register("distance_function", module);
    }
    margin = options.margin();
    swap = options.swap();
  }

  @Override
  public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
    var options = new TripletMarginWithDistanceLossOptions(distance, margin, swap, reduction);
    return explained(
        () -> F.tripletMarginWithDistanceLoss(anchor, positive, negative, options),
        anchor,
        positive,
        negative);
  }

  @Override
  protected String expectedInput() {
    return "anchor, positive and negative with the same number of dimensions";
  }
}
