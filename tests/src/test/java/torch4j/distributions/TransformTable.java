package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** Transforms by the names of {@code tests/python/distributions.py}. */
final class TransformTable {
  private TransformTable() {}

  static Transform make(String name) {
    Tensor vector = Torch.tensor(0.5f, -1.5f, 2.0f);
    return switch (name) {
      case "Exp" -> new ExpTransform();
      case "Power" -> new PowerTransform(Torch.tensor(1.5f));
      case "Sigmoid" -> new SigmoidTransform();
      case "Softplus" -> new SoftplusTransform();
      case "Tanh" -> new TanhTransform();
      case "Tanh cached" -> new TanhTransform().withCache(1);
      case "Abs" -> new AbsTransform();
      case "Affine" -> new AffineTransform(0.5, -2.0);
      case "Affine event" -> new AffineTransform(vector, vector.exp(), 1);
      case "Softmax" -> new SoftmaxTransform();
      case "StickBreaking" -> new StickBreakingTransform();
      case "LowerCholesky" -> new LowerCholeskyTransform();
      case "PositiveDefinite" -> new PositiveDefiniteTransform();
      case "CorrCholesky" -> new CorrCholeskyTransform();
      case "Compose" ->
          new ComposeTransform(
              List.of(new ExpTransform(), new AffineTransform(1.0, vector), new AbsTransform()));
      case "Compose events" ->
          new ComposeTransform(List.of(new SigmoidTransform(), new StickBreakingTransform()));
      case "Compose none" -> new ComposeTransform(List.of());
      case "Independent" -> new IndependentTransform(new SigmoidTransform(), 1);
      case "Reshape" -> new ReshapeTransform(new long[] {6}, new long[] {2, 3});
      case "Cat" -> new CatTransform(List.of(new ExpTransform(), new TanhTransform()), -1, 2, 1);
      case "Stack" ->
          new StackTransform(
              List.of(new ExpTransform(), new SigmoidTransform(), new TanhTransform()), -1);
      case "Cumulative" -> new CumulativeDistributionTransform(new Normal(0.5, 2.0));
      case "Inverse" -> new SigmoidTransform().inv();
      case "Inverse compose" ->
          new ComposeTransform(List.of(new ExpTransform(), new AffineTransform(1.0, 2.0))).inv();
      default -> ofConstraint(name);
    };
  }

  private static Transform ofConstraint(String name) {
    return switch (name) {
      case "biject positive" -> ConstraintRegistry.bijectTo(Constraints.positive);
      case "biject interval" -> ConstraintRegistry.bijectTo(Constraints.interval(-1.0, 3.0));
      case "biject unit" -> ConstraintRegistry.bijectTo(Constraints.unitInterval);
      case "biject simplex" -> ConstraintRegistry.bijectTo(Constraints.simplex);
      case "transform simplex" -> ConstraintRegistry.transformTo(Constraints.simplex);
      case "transform less" -> ConstraintRegistry.transformTo(Constraints.lessThan(1.5));
      case "transform independent" ->
          ConstraintRegistry.transformTo(Constraints.independent(Constraints.positive, 1));
      case "transform definite" -> ConstraintRegistry.transformTo(Constraints.positiveDefinite);
      case "transform cat" ->
          ConstraintRegistry.transformTo(
              Constraints.cat(List.of(Constraints.real, Constraints.positive), -1, 1, 2));
      default -> throw new IllegalStateException(name);
    };
  }
}
