package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;
import static torch4j.optim.OptimizerOptions.requireFraction;

import torch4j.processor.Withers;

/**
 * Options of {@code torch.optim.Adam} and {@code torch.optim.AdamW}; {@link Adam#options()} and
 * {@link AdamW#options()} return the defaults.
 *
 * @param lr the learning rate
 * @param beta1 the coefficient used for the running average of the gradient
 * @param beta2 the coefficient used for the running average of the squared gradient
 * @param eps the term added to the denominator for numerical stability
 * @param weightDecay the weight decay: an L2 penalty in Adam, decoupled from the gradient in AdamW
 * @param amsgrad whether to use the AMSGrad variant, which keeps the maximum of the squared
 *     gradient's running averages
 * @param maximize whether to maximize the objective with respect to the parameters, instead of
 *     minimizing it
 */
@Withers
public record AdamOptions(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean amsgrad,
    boolean maximize)
    implements AdamOptionsWithers, OptimizerOptions<AdamOptions> {
  /** Checks the values as PyTorch does. */
  public AdamOptions {
    requireAtLeast("eps", eps, 0);
    requireFraction("beta2", beta2);
    requireAtLeast("weightDecay", weightDecay, 0);
  }

  /** Returns a copy with these betas, the coefficients of the running averages. */
  public AdamOptions betas(double beta1, double beta2) {
    return beta1(beta1).beta2(beta2);
  }

  @Override
  public boolean hasMomentum() {
    return true;
  }

  @Override
  public boolean usesBeta1() {
    return true;
  }

  @Override
  public double momentumOrBeta1() {
    return beta1;
  }

  @Override
  public AdamOptions momentumOrBeta1(double momentum) {
    return betas(momentum, beta2);
  }

  @Override
  public double[] toNumbers() {
    return new double[] {lr, beta1, beta2, eps, weightDecay, amsgrad ? 1 : 0, maximize ? 1 : 0};
  }
}
