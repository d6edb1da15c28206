package torch4j.distributions;

import java.util.List;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The multivariate normal distribution of covariance {@code cov_factor @ cov_factor.T + cov_diag}.
 * Same as {@code torch.distributions.LowRankMultivariateNormal}.
 */
public final class LowRankMultivariateNormal extends Distribution {
  private final Tensor loc;
  private final Tensor covFactor;
  private final Tensor covDiag;
  private final Tensor unbroadcastFactor;
  private final Tensor unbroadcastDiag;
  private final Tensor capacitanceTril;
  private Tensor scaleTril;
  private Tensor covarianceMatrix;
  private Tensor precisionMatrix;

  /**
   * The distribution of a mean, of a factor {@code [..., n, rank]} and of a diagonal of
   * covariances.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint, or the shapes do not
   *     fit
   */
  public LowRankMultivariateNormal(Tensor loc, Tensor covFactor, Tensor covDiag) {
    this(loc, covFactor, covDiag, null);
  }

  /**
   * The distribution of a mean, of a factor and of a diagonal, checked only if the flag is set.
   *
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public LowRankMultivariateNormal(
      Tensor loc, Tensor covFactor, Tensor covDiag, boolean validateArgs) {
    this(loc, covFactor, covDiag, Boolean.valueOf(validateArgs));
  }

  private LowRankMultivariateNormal(
      Tensor loc, Tensor covFactor, Tensor covDiag, Boolean validateArgs) {
    this(broadcast(loc, covFactor, covDiag), covFactor, covDiag, validateArgs);
  }

  private LowRankMultivariateNormal(
      List<Tensor> all, Tensor covFactor, Tensor covDiag, Boolean validateArgs) {
    super(
        Operators.withoutLast(all.get(0).shape(), 2),
        Operators.last(covDiag.shape(), 1),
        validateArgs);
    this.loc = all.get(0).select(-1, 0);
    this.covFactor = all.get(1);
    this.covDiag = all.get(2).select(-1, 0);
    this.unbroadcastFactor = covFactor;
    this.unbroadcastDiag = covDiag;
    this.capacitanceTril = BatchOperators.capacitanceTril(covFactor, covDiag);
    checkArguments();
  }

  private LowRankMultivariateNormal(LowRankMultivariateNormal like, long... batchShape) {
    super(like, batchShape);
    this.loc = like.loc.expand(extendedShape());
    this.covDiag = like.covDiag.expand(extendedShape());
    this.covFactor =
        like.covFactor.expand(Operators.join(extendedShape(), like.covFactor.size(-1)));
    this.unbroadcastFactor = like.unbroadcastFactor;
    this.unbroadcastDiag = like.unbroadcastDiag;
    this.capacitanceTril = like.capacitanceTril;
  }

  private static List<Tensor> broadcast(Tensor loc, Tensor covFactor, Tensor covDiag) {
    requireDims("loc", loc, 1);
    requireDims("covFactor", covFactor, 2);
    requireDims("covDiag", covDiag, 1);
    long n = loc.size(-1);
    if (covFactor.size(-2) != n || covDiag.size(-1) != n) {
      throw new IllegalArgumentException(
          "LowRankMultivariateNormal: got loc of "
              + n
              + ", covFactor of "
              + covFactor.size(-2)
              + " and covDiag of "
              + covDiag.size(-1)
              + ", expected the same event size");
    }
    return Torch.broadcastTensors(List.of(loc.unsqueeze(-1), covFactor, covDiag.unsqueeze(-1)));
  }

  private static void requireDims(String name, Tensor tensor, int dims) {
    if (tensor == null || tensor.dim() < dims) {
      throw new IllegalArgumentException(
          "LowRankMultivariateNormal: "
              + name
              + ": got "
              + (tensor == null ? "null" : tensor.dim() + " dimensions")
              + ", expected at least "
              + dims);
    }
  }

  /** The mean. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The factor of the covariances. Same as {@code cov_factor}. */
  public Tensor covFactor() {
    return covFactor;
  }

  /** The diagonal that is added to the covariances. Same as {@code cov_diag}. */
  public Tensor covDiag() {
    return covDiag;
  }

  /** The factor in the shape that was given: {@code _unbroadcasted_cov_factor}. */
  Tensor unbroadcastFactor() {
    return unbroadcastFactor;
  }

  /** The diagonal in the shape that was given: {@code _unbroadcasted_cov_diag}. */
  Tensor unbroadcastDiag() {
    return unbroadcastDiag;
  }

  /** {@code _capacitance_tril}. */
  Tensor capacitanceTril() {
    return capacitanceTril;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("loc", loc, Constraints.realVector),
        new Argument("cov_factor", covFactor, Constraints.independent(Constraints.real, 2)),
        new Argument("cov_diag", covDiag, Constraints.independent(Constraints.positive, 1)));
  }

  @Override
  public LowRankMultivariateNormal expand(long... batchShape) {
    return new LowRankMultivariateNormal(this, batchShape);
  }

  private long[] matrixShape() {
    return Operators.join(extendedShape(), eventShape());
  }

  /** The lower Cholesky factors. Same as {@code scale_tril}. */
  public synchronized Tensor scaleTril() {
    if (scaleTril == null) {
      scaleTril =
          Operators.withGrad(
              () -> {
                Tensor root = unbroadcastDiag.sqrt().unsqueeze(-1);
                Tensor scaled = unbroadcastFactor.div(root);
                Tensor sum = BatchOperators.plusIdentity(scaled.matmul(scaled.mT()));
                return root.mul(Linalg.cholesky(sum)).expand(matrixShape());
              });
    }
    return scaleTril;
  }

  /** The covariance matrices. Same as {@code covariance_matrix}. */
  public synchronized Tensor covarianceMatrix() {
    if (covarianceMatrix == null) {
      covarianceMatrix =
          Operators.withGrad(
              () ->
                  unbroadcastFactor
                      .matmul(unbroadcastFactor.mT())
                      .add(unbroadcastDiag.diagEmbed())
                      .expand(matrixShape()));
    }
    return covarianceMatrix;
  }

  /** The inverses of the covariance matrices. Same as {@code precision_matrix}. */
  public synchronized Tensor precisionMatrix() {
    if (precisionMatrix == null) {
      precisionMatrix =
          Operators.withGrad(
              () -> {
                Tensor scaled = unbroadcastFactor.mT().div(unbroadcastDiag.unsqueeze(-2));
                Tensor a = Linalg.solveTriangular(capacitanceTril, scaled, false);
                return unbroadcastDiag
                    .reciprocal()
                    .diagEmbed()
                    .sub(a.mT().matmul(a))
                    .expand(matrixShape());
              });
    }
    return precisionMatrix;
  }

  private Tensor logDet() {
    return BatchOperators.lowRankLogDet(unbroadcastDiag, capacitanceTril);
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
    return Operators.withGrad(
        () -> unbroadcastFactor.pow(2L).sum(-1).add(unbroadcastDiag).expand(extendedShape()));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    long[] factorShape = Operators.join(Operators.withoutLast(shape, 1), covFactor.size(-1));
    Tensor ofFactor = Operators.standardNormal(factorShape, loc);
    Tensor ofDiag = Operators.standardNormal(shape, loc);
    return loc.add(BatchOperators.product(unbroadcastFactor, ofFactor))
        .add(unbroadcastDiag.sqrt().mul(ofDiag));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor distance =
        BatchOperators.lowRankMahalanobis(
            unbroadcastFactor, unbroadcastDiag, value.sub(loc), capacitanceTril);
    return logDet().add(eventShape()[0] * Operators.LOG_2_PI).add(distance).mul(-0.5);
  }

  @Override
  public Tensor entropy() {
    Tensor entropy = logDet().add(eventShape()[0] * (1.0 + Operators.LOG_2_PI)).mul(0.5);
    return batchShape().length == 0 ? entropy : entropy.expand(batchShape());
  }
}
