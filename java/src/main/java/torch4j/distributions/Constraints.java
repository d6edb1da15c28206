package torch4j.distributions;

import java.util.List;
import torch4j.DType;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.TensorOptions;
import torch4j.Torch;
import torch4j.distributions.BoundedConstraint.Kind;
import torch4j.internal.Require;

/**
 * The constraints of {@code torch.distributions.constraints}. Bounds are numbers or tensors, each
 * within its type's overload.
 */
public final class Constraints {
  /** 0 or 1. Same as {@code constraints.boolean}. */
  public static final Constraint bool =
      new NamedConstraint("Boolean", true, 0, Constraints::isBoolean);

  /** One-hot vectors. Same as {@code constraints.one_hot}. */
  public static final Constraint oneHot =
      new NamedConstraint(
          "OneHot", true, 1, v -> isBoolean(v).all(-1).bitwiseAnd(v.sum(-1).eq(1L)));

  /** 0, 1, 2 and so on. Same as {@code constraints.nonnegative_integer}. */
  public static final Constraint nonnegativeInteger =
      new BoundedConstraint(Kind.INTEGER_GREATER_THAN, 0L, null);

  /** 1, 2 and so on. Same as {@code constraints.positive_integer}. */
  public static final Constraint positiveInteger =
      new BoundedConstraint(Kind.INTEGER_GREATER_THAN, 1L, null);

  /** Any number but nan. Same as {@code constraints.real}. */
  public static final Constraint real = new NamedConstraint("Real", false, 0, v -> v.eq(v));

  /** Vectors of real numbers. Same as {@code constraints.real_vector}. */
  public static final Constraint realVector = independent(real, 1);

  /** Above 0. Same as {@code constraints.positive}. */
  public static final Constraint positive = greaterThan(0.0);

  /** 0 or above. Same as {@code constraints.nonnegative}. */
  public static final Constraint nonnegative = greaterThanEq(0.0);

  /** {@link #nonnegative}, of Python's integer 0 in its text. */
  static final Constraint nonnegativeNumber = new BoundedConstraint(Kind.GREATER_THAN_EQ, 0L, null);

  /** From 0 to 1. Same as {@code constraints.unit_interval}. */
  public static final Constraint unitInterval = interval(0.0, 1.0);

  /** Vectors of probabilities, whose sum is 1. Same as {@code constraints.simplex}. */
  public static final Constraint simplex =
      new NamedConstraint(
          "Simplex", false, 1, v -> v.ge(0L).all(-1).bitwiseAnd(v.sum(-1).sub(1L).abs().lt(1e-6)));

  /** Lower triangular matrices. Same as {@code constraints.lower_triangular}. */
  public static final Constraint lowerTriangular =
      new NamedConstraint("LowerTriangular", false, 2, Constraints::isLowerTriangular);

  /** Lower triangular matrices of positive diagonal. Same as {@code constraints.lower_cholesky}. */
  public static final Constraint lowerCholesky =
      new NamedConstraint("LowerCholesky", false, 2, Constraints::isLowerCholesky);

  /** Cholesky factors of correlation matrices. Same as {@code constraints.corr_cholesky}. */
  public static final Constraint corrCholesky =
      new NamedConstraint("CorrCholesky", false, 2, Constraints::isCorrCholesky);

  /** Square matrices. Same as {@code constraints.square}. */
  public static final Constraint square =
      new NamedConstraint("Square", false, 2, Constraints::isSquare);

  /** Symmetric matrices. Same as {@code constraints.symmetric}. */
  public static final Constraint symmetric =
      new NamedConstraint("Symmetric", false, 2, Constraints::isSymmetric);

  /** Matrices without negative eigenvalues. Same as {@code constraints.positive_semidefinite}. */
  public static final Constraint positiveSemidefinite =
      new NamedConstraint("PositiveSemidefinite", false, 2, Constraints::isPositiveSemidefinite);

  /** Matrices of positive eigenvalues. Same as {@code constraints.positive_definite}. */
  public static final Constraint positiveDefinite =
      new NamedConstraint("PositiveDefinite", false, 2, Constraints::isPositiveDefinite);

  private static final double SYMMETRY = 1e-6;
  private static final double UNIT_ROWS = 10; // Python's fudge factor

  private Constraints() {}

  /** A constraint whose last batch dimensions belong to one value: {@code independent}. */
  public static Constraint independent(Constraint base, int reinterpretedBatchNdims) {
    return new IndependentConstraint(Operators.required("base", base), reinterpretedBatchNdims);
  }

  /** Above a bound. Same as {@code constraints.greater_than}. */
  public static Constraint greaterThan(double lowerBound) {
    return new BoundedConstraint(Kind.GREATER_THAN, lowerBound, null);
  }

  /** Above a bound. Same as {@code constraints.greater_than}. */
  public static Constraint greaterThan(Tensor lowerBound) {
    return new BoundedConstraint(
        Kind.GREATER_THAN, Operators.required("lowerBound", lowerBound), null);
  }

  /** At or above a bound. Same as {@code constraints.greater_than_eq}. */
  public static Constraint greaterThanEq(double lowerBound) {
    return new BoundedConstraint(Kind.GREATER_THAN_EQ, lowerBound, null);
  }

  /** At or above a bound. Same as {@code constraints.greater_than_eq}. */
  public static Constraint greaterThanEq(Tensor lowerBound) {
    return new BoundedConstraint(
        Kind.GREATER_THAN_EQ, Operators.required("lowerBound", lowerBound), null);
  }

  /** Below a bound. Same as {@code constraints.less_than}. */
  public static Constraint lessThan(double upperBound) {
    return new BoundedConstraint(Kind.LESS_THAN, null, upperBound);
  }

  /** Below a bound. Same as {@code constraints.less_than}. */
  public static Constraint lessThan(Tensor upperBound) {
    return new BoundedConstraint(
        Kind.LESS_THAN, null, Operators.required("upperBound", upperBound));
  }

  /** From one bound to the other. Same as {@code constraints.interval}. */
  public static Constraint interval(double lowerBound, double upperBound) {
    return new BoundedConstraint(Kind.INTERVAL, lowerBound, upperBound);
  }

  /** From one bound to the other. Same as {@code constraints.interval}. */
  public static Constraint interval(Tensor lowerBound, Tensor upperBound) {
    return new BoundedConstraint(
        Kind.INTERVAL,
        Operators.required("lowerBound", lowerBound),
        Operators.required("upperBound", upperBound));
  }

  /** From one bound up to the other, left out. Same as {@code constraints.half_open_interval}. */
  public static Constraint halfOpenInterval(double lowerBound, double upperBound) {
    return new BoundedConstraint(Kind.HALF_OPEN_INTERVAL, lowerBound, upperBound);
  }

  /** From one bound up to the other, left out. Same as {@code constraints.half_open_interval}. */
  public static Constraint halfOpenInterval(Tensor lowerBound, Tensor upperBound) {
    return new BoundedConstraint(
        Kind.HALF_OPEN_INTERVAL,
        Operators.required("lowerBound", lowerBound),
        Operators.required("upperBound", upperBound));
  }

  /** Integers from one bound to the other. Same as {@code constraints.integer_interval}. */
  public static Constraint integerInterval(long lowerBound, long upperBound) {
    return new BoundedConstraint(Kind.INTEGER_INTERVAL, lowerBound, upperBound);
  }

  /** Integers from one bound to the other. Same as {@code constraints.integer_interval}. */
  public static Constraint integerInterval(long lowerBound, Tensor upperBound) {
    return new BoundedConstraint(
        Kind.INTEGER_INTERVAL, lowerBound, Operators.required("upperBound", upperBound));
  }

  /** Counts whose sum is at most a bound. Same as {@code constraints.multinomial}. */
  public static Constraint multinomial(long upperBound) {
    return new NamedConstraint(
        "Multinomial", true, 1, v -> v.ge(0L).all(-1).bitwiseAnd(v.sum(-1).le(upperBound)));
  }

  /**
   * Constraints of parts of a dimension, each of such a length. Same as {@code constraints.cat}.
   */
  public static Constraint cat(List<? extends Constraint> constraints, int dim, long... lengths) {
    return new CatConstraint(
        Require.noNulls(constraints, "constraints", "a constraint"),
        dim,
        Operators.required("lengths", lengths));
  }

  /** Constraints of the slices of a dimension. Same as {@code constraints.stack}. */
  public static Constraint stack(List<? extends Constraint> constraints, int dim) {
    return new StackConstraint(Require.noNulls(constraints, "constraints", "a constraint"), dim);
  }

  private static Tensor isBoolean(Tensor value) {
    return value.eq(0L).bitwiseOr(value.eq(1L));
  }

  private static Tensor isLowerTriangular(Tensor value) {
    Tensor equal = value.tril().eq(value);
    return equal.reshape(Operators.join(Operators.withoutLast(value.shape(), 2), -1)).all(-1);
  }

  private static Tensor isLowerCholesky(Tensor value) {
    return isLowerTriangular(value).bitwiseAnd(value.diagonal(0, -2, -1).gt(0L).all(-1));
  }

  private static Tensor isCorrCholesky(Tensor value) {
    double tolerance = Operators.eps(value) * value.size(-1) * UNIT_ROWS;
    Tensor norm = Linalg.vectorNorm(value.detach(), 2.0, new long[] {-1}, false);
    return isLowerCholesky(value).bitwiseAnd(norm.sub(1.0).abs().le(tolerance).all(-1));
  }

  private static Tensor isSquare(Tensor value) {
    boolean isSquare = value.size(-2) == value.size(-1);
    TensorOptions truth = TensorOptions.options().dtype(DType.bool).device(value.device());
    return Torch.full(Operators.withoutLast(value.shape(), 2), isSquare ? 1L : 0L, truth);
  }

  private static Tensor isSymmetric(Tensor value) {
    Tensor square = isSquare(value);
    if (!Operators.isAll(square)) {
      return square;
    }
    return value.isclose(value.mT(), 1e-5, SYMMETRY).all(-2).all(-1);
  }

  private static Tensor isPositiveSemidefinite(Tensor value) {
    Tensor symmetric = isSymmetric(value);
    return Operators.isAll(symmetric) ? Linalg.eigvalsh(value).ge(0L).all(-1) : symmetric;
  }

  private static Tensor isPositiveDefinite(Tensor value) {
    Tensor symmetric = isSymmetric(value);
    return Operators.isAll(symmetric) ? Linalg.choleskyEx(value).info().eq(0L) : symmetric;
  }
}
