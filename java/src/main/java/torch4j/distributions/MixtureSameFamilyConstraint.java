package torch4j.distributions;

import torch4j.Tensor;

/** What values of a mixture satisfy: those of each of its components. */
final class MixtureSameFamilyConstraint extends Constraint {
  private final Constraint base;

  MixtureSameFamilyConstraint(Constraint base) {
    this.base = base;
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public int eventDim() {
    return base.eventDim();
  }

  @Override
  public Tensor check(Tensor value) {
    Tensor result = base.check(value.unsqueeze(-1 - eventDim()));
    int kept = (int) value.dim() - eventDim();
    if (kept < 0) {
      throw new IllegalArgumentException(
          "value: got " + value.dim() + " dimensions, expected at least " + eventDim());
    }
    long[] shape = java.util.Arrays.copyOf(result.shape(), kept);
    return result.reshape(Operators.join(shape, -1)).all(-1);
  }

  @Override
  public String toString() {
    return "MixtureSameFamilyConstraint(" + base + ")";
  }
}
