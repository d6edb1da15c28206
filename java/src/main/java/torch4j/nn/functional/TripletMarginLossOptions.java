package torch4j.nn.functional;

/**
 * What {@code torch.nn.TripletMarginLoss} takes, with its defaults.
 *
 * @param margin how much farther the negative should be
 * @param p the exponent of the distance
 * @param eps added to differences
 * @param swap whether the positive's distance from the negative counts if it is smaller
 * @param reduction what becomes of the losses of the elements
 */
public record TripletMarginLossOptions(
    double margin, double p, double eps, boolean swap, Reduction reduction) {
  /** PyTorch's defaults. */
  public static final TripletMarginLossOptions DEFAULT =
      new TripletMarginLossOptions(1, 2, 1e-6, false, Reduction.MEAN);

  /** Checks the values. */
  public TripletMarginLossOptions {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("margin: got " + margin + ", expected more than 0");
    }
  }

  /** How much farther the negative should be. */
  public TripletMarginLossOptions margin(double margin) {
    return new TripletMarginLossOptions(margin, p, eps, swap, reduction);
  }

  /** The exponent of the distance. */
  public TripletMarginLossOptions p(double p) {
    return new TripletMarginLossOptions(margin, p, eps, swap, reduction);
  }

  /** Added to differences. */
  public TripletMarginLossOptions eps(double eps) {
    return new TripletMarginLossOptions(margin, p, eps, swap, reduction);
  }

  /** Whether the positive's distance from the negative counts if it is smaller. */
  public TripletMarginLossOptions swap(boolean swap) {
    return new TripletMarginLossOptions(margin, p, eps, swap, reduction);
  }

  /** What becomes of the losses of the elements. */
  public TripletMarginLossOptions reduction(Reduction reduction) {
    return new TripletMarginLossOptions(margin, p, eps, swap, reduction);
  }
}
