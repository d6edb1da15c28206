package torch4j.distributions;

import torch4j.Tensor;

/**
 * Softmax over the last dimension, whose inverse is the logarithm. Same as {@code
 * torch.distributions.transforms.SoftmaxTransform}.
 */
public final class SoftmaxTransform extends Transform {
  /** The transform. */
  public SoftmaxTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public SoftmaxTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.realVector;
  }

  @Override
  public Constraint codomain() {
    return Constraints.simplex;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new SoftmaxTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor probs = x.sub(x.max(-1, true).values()).exp();
    return probs.div(probs.sum(-1, true));
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y.log();
  }

  @Override
  public long[] forwardShape(long... shape) {
    return requireDims(1, shape);
  }

  @Override
  public long[] inverseShape(long... shape) {
    return requireDims(1, shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftmaxTransform;
  }

  @Override
  public int hashCode() {
    return SoftmaxTransform.class.hashCode();
  }
}
