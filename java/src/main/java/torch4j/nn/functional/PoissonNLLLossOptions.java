package torch4j.nn.functional;

/**
 * What {@code torch.nn.PoissonNLLLoss} takes, with its defaults.
 *
 * @param logInput whether the input is the logarithm of the rate
 * @param full whether Stirling's term is added
 * @param eps added to a rate before its logarithm is taken
 * @param reduction what becomes of the losses of the elements
 */
public record PoissonNLLLossOptions(
    boolean logInput, boolean full, double eps, Reduction reduction) {
  /** PyTorch's defaults. */
  public static final PoissonNLLLossOptions DEFAULT =
      new PoissonNLLLossOptions(true, false, 1e-8, Reduction.MEAN);

  /** Whether the input is the logarithm of the rate. */
  public PoissonNLLLossOptions logInput(boolean logInput) {
    return new PoissonNLLLossOptions(logInput, full, eps, reduction);
  }

  /** Whether Stirling's term is added. */
  public PoissonNLLLossOptions full(boolean full) {
    return new PoissonNLLLossOptions(logInput, full, eps, reduction);
  }

  /** Added to a rate before its logarithm is taken. */
  public PoissonNLLLossOptions eps(double eps) {
    return new PoissonNLLLossOptions(logInput, full, eps, reduction);
  }

  /** What becomes of the losses of the elements. */
  public PoissonNLLLossOptions reduction(Reduction reduction) {
    return new PoissonNLLLossOptions(logInput, full, eps, reduction);
  }
}
