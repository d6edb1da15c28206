package torch4j.distributions;

import torch4j.Tensor;

/**
 * A transform some of whose batch dimensions belong to one value: its Jacobian's logarithms are
 * summed over them. Same as {@code torch.distributions.transforms.IndependentTransform}.
 */
public final class IndependentTransform extends Transform {
  private final Transform base;
  private final int reinterpretedBatchNdims;

  /** The transform, and how many dimensions on the right belong to one value. */
  public IndependentTransform(Transform baseTransform, int reinterpretedBatchNdims) {
    this(baseTransform, reinterpretedBatchNdims, 0);
  }

  /** The transform, with a cache of this size. */
  public IndependentTransform(Transform baseTransform, int reinterpretedBatchNdims, int cacheSize) {
    super(cacheSize);
    this.base = Operators.required("baseTransform", baseTransform).withCache(cacheSize);
    this.reinterpretedBatchNdims = reinterpretedBatchNdims;
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(base.domain(), reinterpretedBatchNdims);
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(base.codomain(), reinterpretedBatchNdims);
  }

  @Override
  public boolean isBijective() {
    return base.isBijective();
  }

  @Override
  public Tensor sign() {
    return base.sign();
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new IndependentTransform(base, reinterpretedBatchNdims, cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    requireDims(domain().eventDim(), x.shape());
    return base.call(x);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    requireDims(codomain().eventDim(), y.shape());
    return base.inv().call(y);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return Operators.sumRightmost(base.logAbsDetJacobian(x, y), reinterpretedBatchNdims);
  }

  @Override
  public long[] forwardShape(long... shape) {
    return base.forwardShape(shape);
  }

  @Override
  public long[] inverseShape(long... shape) {
    return base.inverseShape(shape);
  }

  @Override
  public String toString() {
    return "IndependentTransform(" + base + ", " + reinterpretedBatchNdims + ")";
  }
}
