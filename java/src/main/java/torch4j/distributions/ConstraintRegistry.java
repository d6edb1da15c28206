package torch4j.distributions;

import java.util.List;
import java.util.function.Function;
import torch4j.Tensor;

/**
 * Transforms from real numbers to what satisfies a constraint. Same as {@code
 * torch.distributions.constraint_registry}: its {@code biject_to} and {@code transform_to}.
 */
public final class ConstraintRegistry {
  private ConstraintRegistry() {}

  /**
   * A bijective transform to values of the constraint. Same as {@code biject_to(constraint)}.
   *
   * @throws UnsupportedOperationException if there is none
   */
  public static Transform bijectTo(Constraint constraint) {
    if (constraint == Constraints.simplex) {
      return new StickBreakingTransform();
    }
    return common(constraint, ConstraintRegistry::bijectTo);
  }

  /**
   * A transform to values of the constraint, good for optimization. Same as {@code
   * transform_to(constraint)}.
   *
   * @throws UnsupportedOperationException if there is none
   */
  public static Transform transformTo(Constraint constraint) {
    if (constraint == Constraints.simplex) {
      return new SoftmaxTransform();
    }
    if (constraint == Constraints.lowerCholesky) {
      return new LowerCholeskyTransform();
    }
    if (constraint == Constraints.positiveDefinite
        || constraint == Constraints.positiveSemidefinite) {
      return new PositiveDefiniteTransform();
    }
    return common(constraint, ConstraintRegistry::transformTo);
  }

  private static Transform common(Constraint constraint, Function<Constraint, Transform> registry) {
    Operators.required("constraint", constraint);
    if (constraint == Constraints.real) {
      return new ComposeTransform(List.of());
    }
    if (constraint == Constraints.corrCholesky) {
      return new CorrCholeskyTransform();
    }
    if (constraint instanceof BoundedConstraint bounded && !bounded.isDiscrete()) {
      return bounded(bounded);
    }
    if (constraint instanceof IndependentConstraint independent) {
      return new IndependentTransform(
          registry.apply(independent.base), independent.reinterpretedBatchNdims);
    }
    if (constraint instanceof CatConstraint cat) {
      return new CatTransform(cat.parts.stream().map(registry).toList(), cat.dim, cat.lengths);
    }
    if (constraint instanceof StackConstraint stack) {
      return new StackTransform(stack.parts.stream().map(registry).toList(), stack.dim);
    }
    throw new UnsupportedOperationException(
        "constraint: got " + constraint + ", expected one that Python has a transform to");
  }

  private static Transform bounded(BoundedConstraint constraint) {
    Object lower = constraint.lower;
    Object upper = constraint.upper;
    return switch (constraint.kind) {
      // Python looks them up by type: positive is of the type of greater_than, too.
      case GREATER_THAN, GREATER_THAN_EQ -> composed(new ExpTransform(), lower, 1.0);
      case LESS_THAN -> composed(new ExpTransform(), upper, -1.0);
      default -> interval(lower, upper);
    };
  }

  private static Transform interval(Object lower, Object upper) {
    if (lower instanceof Number from && upper instanceof Number to) {
      double low = from.doubleValue();
      double high = to.doubleValue();
      return low == 0 && high == 1
          ? new SigmoidTransform()
          : composed(new SigmoidTransform(), low, high - low);
    }
    return composed(new SigmoidTransform(), lower, ((Tensor) upper).sub((Tensor) lower));
  }

  private static Transform composed(Transform first, Object loc, Object scale) {
    return new ComposeTransform(List.of(first, AffineTransform.of(loc, scale)));
  }
}
