package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.GaussianNLLLossOptions;

/**
 * The Gaussian negative log likelihood loss: the targets are samples from normal distributions with
 * the given expectations and variances. Same as {@code torch.nn.GaussianNLLLoss}: input (the
 * expectations) and target {@code [N, *]} of the same shape; variances of that shape, or with a
 * last dimension of 1, or without the last dimension.
 */
public final class GaussianNLLLoss extends Loss {
  private final GaussianNLLLossOptions options;

  /** PyTorch's defaults. */
  public static GaussianNLLLossOptions options() {
    return GaussianNLLLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public GaussianNLLLoss() {
    this(options());
  }

  /** A loss with all options. */
  public GaussianNLLLoss(GaussianNLLLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    this.options = options;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target, Tensor variance) {
    return explained(
        () -> F.gaussianNllLoss(input, target, variance, options), input, target, variance);
  }

  /**
   * Computes the loss with one variance for all elements.
   *
   * @throws IllegalArgumentException if the variance is negative or the shapes do not fit
   * @see #call(Tensor, Tensor, Tensor)
   */
  public Tensor call(Tensor input, Tensor target, double variance) {
    return run(
        inputs ->
            explained(
                () -> F.gaussianNllLoss(inputs.get(0), inputs.get(1), variance, options),
                inputs.get(0),
                inputs.get(1)),
        input,
        target);
  }

  @Override
  protected String expectedInput() {
    return "means [N, *], a target of the same shape, and variances >= 0 of the same shape, or with"
        + " a last dimension of 1, or without it";
  }
}
