package torch4j.distributions;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.Linalg;
import torch4j.Tensor;

/** A covariance matrix, given as itself, as its inverse, or as its Cholesky factor. */
final class ScaleMatrix {
  /** What is given, by Python's name. */
  enum Kind {
    COVARIANCE("covariance_matrix", "covarianceMatrix"),
    PRECISION("precision_matrix", "precisionMatrix"),
    SCALE_TRIL("scale_tril", "scaleTril");

    private final String name;
    private final String parameter;

    Kind(String name, String parameter) {
      this.name = name;
      this.parameter = parameter;
    }

    Constraint constraint() {
      return this == SCALE_TRIL ? Constraints.lowerCholesky : Constraints.positiveDefinite;
    }
  }

  private final Map<Kind, Tensor> known; // in the shape of the batch; absent until computed
  private final Tensor unbroadcast;

  private ScaleMatrix(Map<Kind, Tensor> known, Tensor unbroadcast) {
    this.known = known;
    this.unbroadcast = unbroadcast;
  }

  /** The matrix as given, which has no factor yet. */
  static ScaleMatrix given(Kind kind, Tensor matrix, long... batchShape) {
    Map<Kind, Tensor> known = new EnumMap<>(Kind.class);
    known.put(kind, matrix.expand(Operators.join(batchShape, -1, -1)));
    return new ScaleMatrix(known, null);
  }

  /** The checked matrix with its factor. */
  ScaleMatrix factored(Kind kind, Tensor matrix) {
    Tensor factor =
        switch (kind) {
          case SCALE_TRIL -> matrix;
          case COVARIANCE -> Linalg.cholesky(matrix);
          case PRECISION -> BatchOperators.precisionToScaleTril(matrix);
        };
    return new ScaleMatrix(known, factor);
  }

  /** The matrix for a batch of another shape, with this factor. */
  synchronized ScaleMatrix expand(Tensor unbroadcastFactor, long... shape) {
    Map<Kind, Tensor> expanded = new EnumMap<>(Kind.class);
    known.forEach((kind, matrix) -> expanded.put(kind, matrix.expand(shape)));
    return new ScaleMatrix(expanded, unbroadcastFactor);
  }

  /** The factor, in the shape that was given. */
  Tensor unbroadcastScaleTril() {
    return unbroadcast;
  }

  /** The matrix of this kind, computed at its first use. */
  synchronized Tensor get(Kind kind, Supplier<Tensor> computed) {
    return known.computeIfAbsent(kind, missing -> Operators.withGrad(computed));
  }

  /** The kinds, with those matrices that are known. */
  synchronized List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      arguments.add(new Argument(kind.name, known.get(kind), kind.constraint()));
    }
    return arguments;
  }

  /** The matrix, if it is one. */
  static Tensor required(String distribution, Kind kind, Tensor matrix) {
    if (matrix == null || matrix.dim() < 2) {
      throw new IllegalArgumentException(
          distribution
              + ": "
              + kind.parameter
              + ": got "
              + (matrix == null ? "null" : matrix.dim() + " dimensions")
              + ", expected at least 2");
    }
    return matrix;
  }
}
