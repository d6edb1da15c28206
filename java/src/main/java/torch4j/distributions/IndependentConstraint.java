package torch4j.distributions;

import torch4j.Tensor;

/** A constraint some of whose batch dimensions belong to one value. */
final class IndependentConstraint extends Constraint {
  final Constraint base;
  final int reinterpretedBatchNdims;

  IndependentConstraint(Constraint base, int reinterpretedBatchNdims) {
    if (base == null || reinterpretedBatchNdims < 0) {
      throw new IllegalArgumentException(
          "independent: got "
              + base
              + " and "
              + reinterpretedBatchNdims
              + ", expected a constraint and a number of dimensions");
    }
    this.base = base;
    this.reinterpretedBatchNdims = reinterpretedBatchNdims;
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public int eventDim() {
    return base.eventDim() + reinterpretedBatchNdims;
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor result = base.check(value);
    if (result.dim() < reinterpretedBatchNdims) {
      throw new IllegalArgumentException(
          "value: got " + value.dim() + " dimensions, expected at least " + eventDim());
    }
    long[] kept = Operators.withoutLast(result.shape(), reinterpretedBatchNdims);
    return flattened(result, kept).all(-1);
  }

  private static Tensor flattened(Tensor result, long... kept) {
    return result.reshape(Operators.join(kept, -1));
  }

  @Override
  public String toString() {
    return "IndependentConstraint(" + base + ", " + reinterpretedBatchNdims + ")";
  }
}
