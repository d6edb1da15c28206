package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;
import static torch4j.optim.OptimizerOptions.requireFraction;

/**
 * What {@code torch.optim.Adam} and {@code torch.optim.AdamW} take; {@link Adam#options()} and
 * {@link AdamW#options()} have their defaults.
 *
 * @param lr the learning rate
 * @param beta1 the decay of the gradient's average
 * @param beta2 the decay of the squared gradient's average
 * @param eps added to the denominator
 * @param weightDecay the L2 penalty of Adam, the decay of AdamW
 * @param amsgrad whether the largest squared average so far is used
 * @param maximize whether to climb
 */
public record AdamOptions(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean amsgrad,
    boolean maximize)
    implements OptimizerOptions<AdamOptions> {
  /** Checks the values as PyTorch does. */
  public AdamOptions {
    requireAtLeast("lr", lr, 0);
    requireAtLeast("eps", eps, 0);
    requireFraction("beta1", beta1);
    requireFraction("beta2", beta2);
    requireAtLeast("weightDecay", weightDecay, 0);
  }

  @Override
  public AdamOptions lr(double lr) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /** Other decays of the averages. */
  public AdamOptions betas(double beta1, double beta2) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /** Another addend to the denominator. */
  public AdamOptions eps(double eps) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /** Another weight decay. */
  public AdamOptions weightDecay(double weightDecay) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /** With or without AMSGrad. */
  public AdamOptions amsgrad(boolean amsgrad) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
  }

  /** Climb or descend. */
  public AdamOptions maximize(boolean maximize) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
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
