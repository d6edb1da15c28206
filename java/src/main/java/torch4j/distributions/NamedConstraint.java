package torch4j.distributions;

import java.util.function.UnaryOperator;
import torch4j.Tensor;

/** A constraint without bounds, by Python's name. */
final class NamedConstraint extends Constraint {
  private final String name;
  private final boolean isDiscrete;
  private final int eventDim;
  private final UnaryOperator<Tensor> check;

  NamedConstraint(String name, boolean isDiscrete, int eventDim, UnaryOperator<Tensor> check) {
    this.name = name;
    this.isDiscrete = isDiscrete;
    this.eventDim = eventDim;
    this.check = check;
  }

  @Override
  public boolean isDiscrete() {
    return isDiscrete;
  }

  @Override
  public int eventDim() {
    return eventDim;
  }

  @Override
  public Tensor check(Tensor value) {
    return check.apply(Operators.required("value", value));
  }

  @Override
  public String toString() {
    return name + "()";
  }
}
