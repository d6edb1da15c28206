package torch4j.nn.functional;

/**
 * What {@code torch.nn.TripletMarginWithDistanceLoss} takes, with its defaults.
 *
 * @param distanceFunction the distance; null for the Euclidean one
 * @param margin how much farther the negative should be
 * @param swap whether the positive's distance from the negative counts if it is smaller
 * @param reduction what becomes of the losses of the elements
 */
public record TripletMarginWithDistanceLossOptions(
    DistanceFunction distanceFunction, double margin, boolean swap, Reduction reduction) {
  /** PyTorch's defaults. */
  public static final TripletMarginWithDistanceLossOptions DEFAULT =
      new TripletMarginWithDistanceLossOptions(null, 1, false, Reduction.MEAN);

  /** Checks the values. */
  public TripletMarginWithDistanceLossOptions {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("margin: got " + margin + ", expected more than 0");
    }
  }

  /** The distance; null for the Euclidean one. */
  public TripletMarginWithDistanceLossOptions distanceFunction(DistanceFunction distanceFunction) {
    return new TripletMarginWithDistanceLossOptions(distanceFunction, margin, swap, reduction);
  }

  /** How much farther the negative should be. */
  public TripletMarginWithDistanceLossOptions margin(double margin) {
    return new TripletMarginWithDistanceLossOptions(distanceFunction, margin, swap, reduction);
  }

  /** Whether the positive's distance from the negative counts if it is smaller. */
  public TripletMarginWithDistanceLossOptions swap(boolean swap) {
    return new TripletMarginWithDistanceLossOptions(distanceFunction, margin, swap, reduction);
  }

  /** What becomes of the losses of the elements. */
  public TripletMarginWithDistanceLossOptions reduction(Reduction reduction) {
    return new TripletMarginWithDistanceLossOptions(distanceFunction, margin, swap, reduction);
  }
}
