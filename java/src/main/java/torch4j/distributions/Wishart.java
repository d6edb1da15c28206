package torch4j.distributions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import torch4j.Index;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.distributions.ScaleMatrix.Kind;

/**
 * The Wishart distribution, of positive definite matrices. Same as {@code
 * torch.distributions.Wishart}.
 */
public final class Wishart extends ExponentialFamily {
  private static final int TRIES = 10;

  private final Tensor df;
  private final ScaleMatrix matrix;
  private final Chi2 chi2;

  /**
   * The distribution of so many degrees of freedom and of these {@code covariance_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public Wishart(Tensor df, Tensor covarianceMatrix) {
    this(df, Kind.COVARIANCE, covarianceMatrix, null);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code covariance_matrix}, checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public Wishart(Tensor df, Tensor covarianceMatrix, boolean validateArgs) {
    this(df, Kind.COVARIANCE, covarianceMatrix, validateArgs);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code covariance_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public Wishart(double df, Tensor covarianceMatrix) {
    this(df, Kind.COVARIANCE, covarianceMatrix, null);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code covariance_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofCovarianceMatrix(Tensor df, Tensor covarianceMatrix) {
    return new Wishart(df, Kind.COVARIANCE, covarianceMatrix, null);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code covariance_matrix}, checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofCovarianceMatrix(
      Tensor df, Tensor covarianceMatrix, boolean validateArgs) {
    return new Wishart(df, Kind.COVARIANCE, covarianceMatrix, validateArgs);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code covariance_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofCovarianceMatrix(double df, Tensor covarianceMatrix) {
    return new Wishart(df, Kind.COVARIANCE, covarianceMatrix, null);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code precision_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofPrecisionMatrix(Tensor df, Tensor precisionMatrix) {
    return new Wishart(df, Kind.PRECISION, precisionMatrix, null);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code precision_matrix}, checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofPrecisionMatrix(Tensor df, Tensor precisionMatrix, boolean validateArgs) {
    return new Wishart(df, Kind.PRECISION, precisionMatrix, validateArgs);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code precision_matrix}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofPrecisionMatrix(double df, Tensor precisionMatrix) {
    return new Wishart(df, Kind.PRECISION, precisionMatrix, null);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code scale_tril}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofScaleTril(Tensor df, Tensor scaleTril) {
    return new Wishart(df, Kind.SCALE_TRIL, scaleTril, null);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code scale_tril}, checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofScaleTril(Tensor df, Tensor scaleTril, boolean validateArgs) {
    return new Wishart(df, Kind.SCALE_TRIL, scaleTril, validateArgs);
  }

  /**
   * The distribution of so many degrees of freedom and of these {@code scale_tril}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public static Wishart ofScaleTril(double df, Tensor scaleTril) {
    return new Wishart(df, Kind.SCALE_TRIL, scaleTril, null);
  }

  private Wishart(Object df, Kind kind, Tensor given, Boolean validateArgs) {
    super(batchShape(df, kind, given), Operators.last(given.shape(), 2), validateArgs);
    long size = given.size(-1);
    this.df =
        df instanceof Tensor tensor
            ? tensor.expand(batchShape())
            : Torch.scalarTensor((Double) df, Operators.kindOf(given));
    if (this.df.le(size - 1).any().itemBoolean()) {
      throw new IllegalArgumentException(
          "Wishart: df: got " + df + ", expected more than the matrix's size - 1, " + (size - 1));
    }
    ScaleMatrix unchecked = ScaleMatrix.given(kind, given, batchShape());
    check(arguments(this.df, unchecked));
    this.matrix = unchecked.factored(kind, given);
    this.chi2 = chi2();
  }

  private Wishart(Wishart like, long... batchShape) {
    super(like, batchShape);
    this.df = like.df.expand(batchShape);
    this.matrix = like.matrix.expand(like.factor().expand(extendedShape()), extendedShape());
    this.chi2 = chi2();
  }

  private static long[] batchShape(Object df, Kind kind, Tensor given) {
    ScaleMatrix.required("Wishart", kind, given);
    if (df == null) {
      throw new IllegalArgumentException("Wishart: df: got null, expected a tensor or a number");
    }
    long[] shape = Operators.withoutLast(given.shape(), 2);
    return df instanceof Tensor tensor ? Operators.broadcastShapes(shape, tensor.shape()) : shape;
  }

  // For samples by Bartlett's decomposition.
  private Chi2 chi2() {
    Tensor less = Operators.arange(size(), factor()).expand(Operators.join(batchShape(), -1));
    return new Chi2(df.unsqueeze(-1).sub(less));
  }

  private List<Argument> arguments(Tensor df, ScaleMatrix matrix) {
    List<Argument> arguments = new ArrayList<>(matrix.arguments());
    Constraint ofDf = new BoundedConstraint(BoundedConstraint.Kind.GREATER_THAN, size() - 1, null);
    arguments.add(new Argument("df", df, ofDf));
    return arguments;
  }

  @Override
  protected List<Argument> arguments() {
    return matrix == null ? List.of() : arguments(df, matrix);
  }

  /** The degrees of freedom. Same as {@code df}. */
  public Tensor df() {
    return df;
  }

  private Tensor factor() {
    return matrix.unbroadcastScaleTril();
  }

  private long size() {
    return eventShape()[1];
  }

  private long[] matrixShape() {
    return extendedShape();
  }

  private long[] unitShape() {
    return Operators.join(batchShape(), 1, 1);
  }

  /** The covariance matrices. Same as {@code covariance_matrix}. */
  public Tensor covarianceMatrix() {
    return matrix.get(
        Kind.COVARIANCE, () -> factor().matmul(factor().transpose(-2, -1)).expand(matrixShape()));
  }

  /** The inverses of the covariance matrices. Same as {@code precision_matrix}. */
  public Tensor precisionMatrix() {
    return matrix.get(
        Kind.PRECISION,
        () -> Operators.eye(size(), factor()).choleskySolve(factor()).expand(matrixShape()));
  }

  /** The lower Cholesky factors. Same as {@code scale_tril}. */
  public Tensor scaleTril() {
    return matrix.get(Kind.SCALE_TRIL, () -> matrix.unbroadcastScaleTril().expand(matrixShape()));
  }

  @Override
  public Wishart expand(long... batchShape) {
    return new Wishart(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.positiveDefinite;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Tensor mean() {
    return df.view(unitShape()).mul(covarianceMatrix());
  }

  @Override
  public Tensor mode() {
    Tensor more = df.sub(size()).sub(1L);
    return more.maskedFill(more.le(0L), Double.NaN).view(unitShape()).mul(covarianceMatrix());
  }

  @Override
  public Tensor variance() {
    Tensor covariance = covarianceMatrix();
    Tensor diagonal = covariance.diagonal(0, -2, -1);
    Tensor products = Torch.einsum("...i,...j->...ij", List.of(diagonal, diagonal));
    return df.view(unitShape()).mul(covariance.pow(2L).add(products));
  }

  private Tensor bartlett(long... sampleShape) {
    long p = size();
    Tensor roots = chi2.rsample(sampleShape).sqrt();
    Tensor noise = roots.clamp(Operators.eps(roots)).diagEmbed(0, -2, -1);
    Tensor below = Torch.trilIndices(p, p, -1);
    long[] shape = Operators.join(Operators.join(sampleShape, batchShape()), p * (p - 1) / 2);
    noise.set(
        Torch.randn(shape, Operators.kindOf(noise)), Index.ellipsis(), below.get(0), below.get(1));
    Tensor factor = factor().matmul(noise);
    return factor.matmul(factor.transpose(-2, -1));
  }

  // Of one sample for each element of the result's shape.
  private Tensor overBatch(Tensor truth) {
    int dims = batchShape().length;
    if (dims == 0) {
      return truth;
    }
    var batch = new long[dims];
    Arrays.setAll(batch, i -> -1L - i);
    return truth.amax(batch);
  }

  /** Python draws those again that are positive definite at first, and then those that are not. */
  @Override
  public Tensor rsample(long... sampleShape) {
    Tensor sample = bartlett(sampleShape);
    Tensor isSingular = overBatch(support().check(sample));
    for (int i = 0; i < TRIES && isSingular.any().itemBoolean(); i++) {
      Tensor drawn = bartlett(isSingular.get(isSingular).shape());
      sample.set(drawn, isSingular);
      Tensor isStill = overBatch(support().check(drawn).logicalNot());
      isSingular.set(isStill, isSingular.clone());
    }
    return sample;
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    long p = size();
    Tensor volume = BatchOperators.halfLogDet(factor()).add(p * Operators.LOG_2 / 2);
    Tensor trace = value.choleskySolve(factor()).diagonal(0, -2, -1).sum(-1);
    return df.neg()
        .mul(volume)
        .sub(df.div(2L).mvlgamma(p))
        .add(df.sub(p).sub(1L).div(2L).mul(Linalg.slogdet(value).logabsdet()))
        .sub(trace.div(2L));
  }

  @Override
  public Tensor entropy() {
    long p = size();
    Tensor volume = BatchOperators.halfLogDet(factor()).add(p * Operators.LOG_2 / 2);
    return volume
        .mul(p + 1)
        .add(df.div(2L).mvlgamma(p))
        .sub(df.sub(p).sub(1L).div(2L).mul(mvdigamma(df.div(2L), p)))
        .add(df.mul(p).div(2L));
  }

  private static Tensor mvdigamma(Tensor x, long p) {
    Tensor steps = Operators.arange(p, x).div(2L).expand(Operators.join(x.shape(), -1));
    return x.unsqueeze(-1).sub(steps).digamma().sum(-1);
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(precisionMatrix().neg().div(2L), df.sub(size()).sub(1L).div(2L));
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    long p = size();
    Tensor y = naturalParams.get(1).add((p + 1) / 2.0);
    Tensor logDet = Linalg.slogdet(naturalParams.get(0).mul(-2L)).logabsdet();
    return y.mul(logDet.neg().add(Operators.LOG_2 * p)).add(y.mvlgamma(p));
  }
}
