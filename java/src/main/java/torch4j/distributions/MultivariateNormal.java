package torch4j.distributions;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.distributions.ScaleMatrix.Kind;

/**
 * The multivariate normal distribution, of a covariance matrix, its inverse or its Cholesky factor.
 * Same as {@code torch.distributions.MultivariateNormal}.
 */
public final class MultivariateNormal extends Distribution {
  private final Tensor loc;
  private final ScaleMatrix matrix;

  /**
   * The distribution of a mean {@code loc} and of these {@code covariance_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public MultivariateNormal(Tensor loc, Tensor covarianceMatrix) {
    this(loc, Kind.COVARIANCE, covarianceMatrix, null);
  }

  /**
   * The distribution of a mean {@code loc} and of these {@code covariance_matrix}, checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public MultivariateNormal(Tensor loc, Tensor covarianceMatrix, boolean validateArgs) {
    this(loc, Kind.COVARIANCE, covarianceMatrix, validateArgs);
  }

  /**
   * The distribution of a mean {@code loc} and of these {@code covariance_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static MultivariateNormal ofCovarianceMatrix(Tensor loc, Tensor covarianceMatrix) {
    return new MultivariateNormal(loc, Kind.COVARIANCE, covarianceMatrix, null);
  }

  /**
   * The distribution of a mean {@code loc} and of these {@code covariance_matrix}, checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static MultivariateNormal ofCovarianceMatrix(
      Tensor loc, Tensor covarianceMatrix, boolean validateArgs) {
    return new MultivariateNormal(loc, Kind.COVARIANCE, covarianceMatrix, validateArgs);
  }

  /**
   * The distribution of a mean {@code loc} and of these {@code precision_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static MultivariateNormal ofPrecisionMatrix(Tensor loc, Tensor precisionMatrix) {
    return new MultivariateNormal(loc, Kind.PRECISION, precisionMatrix, null);
  }

  /**
   * The distribution of a mean {@code loc} and of these {@code precision_matrix}, checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static MultivariateNormal ofPrecisionMatrix(
      Tensor loc, Tensor precisionMatrix, boolean validateArgs) {
    return new MultivariateNormal(loc, Kind.PRECISION, precisionMatrix, validateArgs);
  }

  /**
   * The distribution of a mean {@code loc} and of these {@code scale_tril}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static MultivariateNormal ofScaleTril(Tensor loc, Tensor scaleTril) {
    return new MultivariateNormal(loc, Kind.SCALE_TRIL, scaleTril, null);
  }

  /**
   * The distribution of a mean {@code loc} and of these {@code scale_tril}, checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static MultivariateNormal ofScaleTril(Tensor loc, Tensor scaleTril, boolean validateArgs) {
    return new MultivariateNormal(loc, Kind.SCALE_TRIL, scaleTril, validateArgs);
  }

  private MultivariateNormal(Tensor loc, Kind kind, Tensor given, Boolean validateArgs) {
    super(batchShape(loc, kind, given), Operators.last(loc.shape(), 1), validateArgs);
    this.loc = loc.expand(Operators.join(batchShape(), -1));
    ScaleMatrix unchecked = ScaleMatrix.given(kind, given, batchShape());
    check(arguments(this.loc, unchecked));
    this.matrix = unchecked.factored(kind, given);
  }

  private MultivariateNormal(MultivariateNormal like, long... batchShape) {
    super(like, batchShape);
    this.loc = like.loc.expand(extendedShape());
    this.matrix = like.matrix.expand(like.matrix.unbroadcastScaleTril(), matrixShape());
  }

  private static long[] batchShape(Tensor loc, Kind kind, Tensor given) {
    if (loc == null || loc.dim() < 1) {
      throw new IllegalArgumentException(
          "MultivariateNormal: loc: got "
              + (loc == null ? "null" : "no dimension")
              + ", expected a tensor of at least one dimension");
    }
    ScaleMatrix.required("MultivariateNormal", kind, given);
    return Operators.broadcastShapes(
        Operators.withoutLast(given.shape(), 2), Operators.withoutLast(loc.shape(), 1));
  }

  private long[] matrixShape() {
    return Operators.join(extendedShape(), eventShape());
  }

  private static List<Argument> arguments(Tensor loc, ScaleMatrix matrix) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument("loc", loc, Constraints.realVector));
    arguments.addAll(matrix.arguments());
    return arguments;
  }

  @Override
  protected List<Argument> arguments() {
    return matrix == null ? List.of() : arguments(loc, matrix);
  }

  /** The mean. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The factor in the shape that was given: {@code _unbroadcasted_scale_tril}. */
  Tensor unbroadcastScaleTril() {
    return matrix.unbroadcastScaleTril();
  }

  /** The covariance matrices. Same as {@code covariance_matrix}. */
  public Tensor covarianceMatrix() {
    return matrix.get(
        Kind.COVARIANCE,
        () ->
            matrix
                .unbroadcastScaleTril()
                .matmul(matrix.unbroadcastScaleTril().mT())
                .expand(matrixShape()));
  }

  /** The inverses of the covariance matrices. Same as {@code precision_matrix}. */
  public Tensor precisionMatrix() {
    return matrix.get(
        Kind.PRECISION,
        () -> matrix.unbroadcastScaleTril().choleskyInverse().expand(matrixShape()));
  }

  /** The lower Cholesky factors. Same as {@code scale_tril}. */
  public Tensor scaleTril() {
    return matrix.get(Kind.SCALE_TRIL, () -> matrix.unbroadcastScaleTril().expand(matrixShape()));
  }

  @Override
  public MultivariateNormal expand(long... batchShape) {
    return new MultivariateNormal(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.realVector;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Tensor mean() {
    return loc;
  }

  @Override
  public Tensor mode() {
    return loc;
  }

  @Override
  public Tensor variance() {
    return unbroadcastScaleTril().pow(2L).sum(-1).expand(extendedShape());
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    Tensor eps = Operators.standardNormal(extendedShape(sampleShape), loc);
    return loc.add(BatchOperators.product(unbroadcastScaleTril(), eps));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor distance = BatchOperators.mahalanobis(unbroadcastScaleTril(), value.sub(loc));
    Tensor halfLogDet = BatchOperators.halfLogDet(unbroadcastScaleTril());
    return distance.add(eventShape()[0] * Operators.LOG_2_PI).mul(-0.5).sub(halfLogDet);
  }

  @Override
  public Tensor entropy() {
    Tensor halfLogDet = BatchOperators.halfLogDet(unbroadcastScaleTril());
    Tensor entropy = halfLogDet.add(0.5 * eventShape()[0] * (1.0 + Operators.LOG_2_PI));
    return batchShape().length == 0 ? entropy : entropy.expand(batchShape());
  }
}
