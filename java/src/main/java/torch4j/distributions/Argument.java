package torch4j.distributions;

import torch4j.Tensor;

/**
 * One parameter of a distribution, for its check and its text.
 *
 * @param name Python's name of the parameter
 * @param value the value; null for one that is computed from others at its first use
 * @param constraint what all its values satisfy
 * @param isPrinted whether the distribution's text has it
 */
public record Argument(String name, Tensor value, Constraint constraint, boolean isPrinted) {
  /**
   * Checks that there are a name and a constraint.
   *
   * @throws IllegalArgumentException if one is null
   */
  public Argument {
    Operators.required("name", name);
    Operators.required("constraint", constraint);
  }

  /**
   * A parameter that the distribution's text has.
   *
   * @param value the value; null for one that is computed from others at its first use
   */
  public Argument(String name, Tensor value, Constraint constraint) {
    this(name, value, constraint, true);
  }
}
