package torch4j.optim;

import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * A scalar in the computations of {@code torch.optim.LBFGS}: a Python float, or a 0-dimensional
 * tensor, whose operations round to its dtype. The operations are those that Python's operators
 * call.
 */
final class PythonScalar {
  private final double number;
  private final Tensor tensor; // null if this is a float

  private PythonScalar(double number, Tensor tensor) {
    this.number = number;
    this.tensor = tensor;
  }

  static PythonScalar of(double number) {
    return new PythonScalar(number, null);
  }

  static PythonScalar of(Tensor tensor) {
    return new PythonScalar(Double.NaN, tensor);
  }

  /** The same float, or the same tensor in a handle that belongs to no scope. */
  PythonScalar unscoped() {
    return tensor == null ? this : of(UnscopedTensor.of(tensor));
  }

  /** The value for a state dict: a Double or a Tensor. */
  Object toObject() {
    return tensor == null ? (Object) number : UnscopedTensor.of(tensor);
  }

  /** The value as a double, without rounding: Python's {@code item()}. */
  double toDouble() {
    return tensor == null ? number : tensor.itemDouble();
  }

  PythonScalar plus(PythonScalar other) {
    return commutative(other, Double::sum, Tensor::add, Tensor::add);
  }

  PythonScalar times(PythonScalar other) {
    return commutative(other, (a, b) -> a * b, Tensor::mul, Tensor::mul);
  }

  PythonScalar times(double factor) {
    return times(of(factor));
  }

  private PythonScalar commutative(
      PythonScalar other,
      DoubleBinaryOperator numbers,
      BiFunction<Tensor, Double, Tensor> mixed,
      BiFunction<Tensor, Tensor, Tensor> tensors) {
    if (tensor == null && other.tensor == null) {
      return of(numbers.applyAsDouble(number, other.number));
    }
    if (tensor != null && other.tensor != null) {
      return of(tensors.apply(tensor, other.tensor));
    }
    return tensor == null
        ? of(mixed.apply(other.tensor, number))
        : of(mixed.apply(tensor, other.number));
  }

  PythonScalar minus(PythonScalar other) {
    if (tensor == null) {
      return other.tensor == null
          ? of(number - other.number)
          : of(Torch.rsub(other.tensor, number));
    }
    return of(other.tensor == null ? tensor.sub(other.number) : tensor.sub(other.tensor));
  }

  // Python's float / tensor is tensor.reciprocal() * float.
  PythonScalar div(PythonScalar other) {
    if (tensor == null) {
      return other.tensor == null
          ? of(number / other.number)
          : of(other.tensor.reciprocal().mul(number));
    }
    return of(other.tensor == null ? tensor.div(other.number) : tensor.div(other.tensor));
  }

  PythonScalar negated() {
    return tensor == null ? of(-number) : of(tensor.neg());
  }

  PythonScalar abs() {
    return tensor == null ? of(Math.abs(number)) : of(tensor.abs());
  }

  PythonScalar sqrt() {
    return tensor == null ? of(Math.sqrt(number)) : of(tensor.sqrt());
  }

  boolean isBelow(PythonScalar other) {
    if (tensor == null) {
      return other.tensor == null ? number < other.number : is(other.tensor.gt(number));
    }
    return is(other.tensor == null ? tensor.lt(other.number) : tensor.lt(other.tensor));
  }

  boolean isAtMost(PythonScalar other) {
    if (tensor == null) {
      return other.tensor == null ? number <= other.number : is(other.tensor.ge(number));
    }
    return is(other.tensor == null ? tensor.le(other.number) : tensor.le(other.tensor));
  }

  boolean isBelow(double bound) {
    return isBelow(of(bound));
  }

  boolean isAtMost(double bound) {
    return isAtMost(of(bound));
  }

  boolean isAbove(double bound) {
    return of(bound).isBelow(this);
  }

  boolean isAtLeast(double bound) {
    return of(bound).isAtMost(this);
  }

  /** Python's {@code min(this, other)}: this scalar unless the other is less. */
  PythonScalar min(PythonScalar other) {
    return other.isBelow(this) ? other : this;
  }

  /** Python's {@code max(this, other)}: this scalar unless the other is greater. */
  PythonScalar max(PythonScalar other) {
    return this.isBelow(other) ? other : this;
  }

  /** {@code tensor.mul(this)}. */
  Tensor multiply(Tensor factor) {
    return tensor == null ? factor.mul(number) : factor.mul(tensor);
  }

  private static boolean is(Tensor condition) {
    return condition.itemBoolean();
  }
}
