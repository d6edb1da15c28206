package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Unscoped;

/**
 * {@code log(1 + exp(beta * x)) / beta}, elementwise, and {@code x} itself where {@code beta * x >
 * threshold}. Same as {@code torch.nn.Softplus}: input and output of any shape, floating-point.
 */
public final class Softplus extends Activation {
  private final double beta;
  private final double threshold;
  private final Scalar betaScalar;
  private final Scalar thresholdScalar;

  /** With beta 1 and threshold 20. */
  public Softplus() {
    this(1);
  }

  /** With this beta. */
  public Softplus(double beta) {
    this(beta, 20);
  }

  /**
   * With this beta and threshold.
   *
   * @param beta the beta value of the formula
   * @param threshold values of {@code beta * x} above this revert to a linear function
   */
  public Softplus(double beta, double threshold) {
    super(false);
    this.beta = beta;
    this.threshold = threshold;
    betaScalar = Unscoped.make(() -> new Scalar(beta));
    thresholdScalar = Unscoped.make(() -> new Scalar(threshold));
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(torch.softplus(input.unwrap(), betaScalar, thresholdScalar));
  }

  @Override
  String optionsRepr() {
    return "beta=" + Repr.of(beta) + ", threshold=" + Repr.of(threshold);
  }
}
