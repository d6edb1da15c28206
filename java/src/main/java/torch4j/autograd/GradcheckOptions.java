package torch4j.autograd;

import torch4j.processor.Withers;

/**
 * Options of {@link Autograd#gradcheck} and {@link Autograd#gradgradcheck}: the keywords of
 * Python's {@code torch.autograd.gradcheck}, without its forward mode and batches.
 *
 * @param eps the perturbation of finite differences
 * @param atol the absolute tolerance
 * @param rtol the relative tolerance
 * @param raiseException whether a difference is an exception, and not false
 * @param nondetTol the tolerance between two backward passes for the same gradients
 * @param checkUndefinedGrad whether undefined gradients of outputs have to be taken as zeros
 * @param fastMode whether Jacobians are compared between two random vectors only, and not element
 *     by element
 */
@Withers
public record GradcheckOptions(
    double eps,
    double atol,
    double rtol,
    boolean raiseException,
    double nondetTol,
    boolean checkUndefinedGrad,
    boolean fastMode)
    implements GradcheckOptionsWithers {
  private static final GradcheckOptions DEFAULT =
      new GradcheckOptions(1e-6, 1e-5, 1e-3, true, 0.0, true, false);

  /** Python's defaults. */
  public static GradcheckOptions options() {
    return DEFAULT;
  }
}
