package torch4j.nn.functional;

/**
 * What {@code torch.nn.GaussianNLLLoss} takes, with its defaults.
 *
 * @param full whether the constant term is added
 * @param eps the least variance
 * @param reduction what becomes of the losses of the elements
 */
public record GaussianNLLLossOptions(boolean full, double eps, Reduction reduction) {
  /** PyTorch's defaults. */
  public static final GaussianNLLLossOptions DEFAULT =
      new GaussianNLLLossOptions(false, 1e-6, Reduction.MEAN);

  /** Whether the constant term is added. */
  public GaussianNLLLossOptions full(boolean full) {
    return new GaussianNLLLossOptions(full, eps, reduction);
  }

  /** The least variance. */
  public GaussianNLLLossOptions eps(double eps) {
    return new GaussianNLLLossOptions(full, eps, reduction);
  }

  /** What becomes of the losses of the elements. */
  public GaussianNLLLossOptions reduction(Reduction reduction) {
    return new GaussianNLLLossOptions(full, eps, reduction);
  }
}
