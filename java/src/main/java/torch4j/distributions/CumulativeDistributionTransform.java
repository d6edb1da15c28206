package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * Values to their cumulative probabilities. Same as {@code
 * torch.distributions.transforms.CumulativeDistributionTransform}.
 */
public final class CumulativeDistributionTransform extends Transform {
  private final Distribution distribution;

  /** The transform by a distribution's {@code cdf}, whose inverse is its {@code icdf}. */
  public CumulativeDistributionTransform(Distribution distribution) {
    this(distribution, 0);
  }

  /** The transform, with a cache of this size. */
  public CumulativeDistributionTransform(Distribution distribution, int cacheSize) {
    super(cacheSize);
    this.distribution = Operators.required("distribution", distribution);
  }

  @Override
  public Constraint domain() {
    return distribution.support();
  }

  @Override
  public Constraint codomain() {
    return Constraints.unitInterval;
  }

  @Override
  public boolean isBijective() {
    return true;
  }

  @Override
  public Tensor sign() {
    return Torch.tensor(1L);
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new CumulativeDistributionTransform(distribution, cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return distribution.cdf(x);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return distribution.icdf(y);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return distribution.logProb(x);
  }
}
