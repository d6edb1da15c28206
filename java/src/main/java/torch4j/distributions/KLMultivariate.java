package torch4j.distributions;

import java.util.Arrays;
import torch4j.Linalg;
import torch4j.Tensor;

/** Divergences of multivariate normal distributions. */
final class KLMultivariate {
  private KLMultivariate() {}

  /** Adds them to the table. */
  static void register() {
    KL.register(
        LowRankMultivariateNormal.class,
        LowRankMultivariateNormal.class,
        KLMultivariate::bothLowRank);
    KL.register(
        MultivariateNormal.class, LowRankMultivariateNormal.class, KLMultivariate::toLowRank);
    KL.register(
        LowRankMultivariateNormal.class, MultivariateNormal.class, KLMultivariate::fromLowRank);
    KL.register(MultivariateNormal.class, MultivariateNormal.class, KLMultivariate::bothFull);
  }

  private static Tensor bothLowRank(LowRankMultivariateNormal p, LowRankMultivariateNormal q) {
    long n = size(p, q);
    Tensor term1 = logDet(q).sub(logDet(p));
    Tensor term3 = distance(q, q.loc().sub(p.loc()));
    Tensor a = projection(q);
    Tensor term21 = p.unbroadcastDiag().div(q.unbroadcastDiag()).sum(-1);
    Tensor term22 = trace(p.unbroadcastFactor().mul(q.unbroadcastDiag().rsqrt().unsqueeze(-1)));
    Tensor term23 = trace(a.mul(p.unbroadcastDiag().sqrt().unsqueeze(-2)));
    Tensor term24 = trace(a.matmul(p.unbroadcastFactor()));
    Tensor term2 = term21.add(term22).sub(term23).sub(term24);
    return term1.add(term2).add(term3).sub(n).mul(0.5);
  }

  private static Tensor toLowRank(MultivariateNormal p, LowRankMultivariateNormal q) {
    long n = size(p, q);
    Tensor factor = p.unbroadcastScaleTril();
    Tensor term1 = logDet(q).sub(BatchOperators.halfLogDet(factor).mul(2L));
    Tensor term3 = distance(q, q.loc().sub(p.loc()));
    Tensor a = projection(q);
    Tensor term21 = trace(factor.mul(q.unbroadcastDiag().rsqrt().unsqueeze(-1)));
    Tensor term22 = trace(a.matmul(factor));
    return term1.add(term21.sub(term22)).add(term3).sub(n).mul(0.5);
  }

  private static Tensor fromLowRank(LowRankMultivariateNormal p, MultivariateNormal q) {
    long n = size(p, q);
    Tensor factor = q.unbroadcastScaleTril();
    Tensor term1 = BatchOperators.halfLogDet(factor).mul(2L).sub(logDet(p));
    Tensor term3 = BatchOperators.mahalanobis(factor, q.loc().sub(p.loc()));
    long[] batch = batch(factor, p.unbroadcastFactor());
    Tensor wide = factor.expand(Operators.join(batch, n, n));
    Tensor ofFactor =
        p.unbroadcastFactor().expand(Operators.join(batch, n, p.covFactor().size(-1)));
    Tensor ofDiag = p.unbroadcastDiag().sqrt().diagEmbed().expand(Operators.join(batch, n, n));
    Tensor term21 = trace(Linalg.solveTriangular(wide, ofFactor, false));
    Tensor term22 = trace(Linalg.solveTriangular(wide, ofDiag, false));
    return term1.add(term21.add(term22)).add(term3).sub(n).mul(0.5);
  }

  private static Tensor bothFull(MultivariateNormal p, MultivariateNormal q) {
    long n = size(p, q);
    Tensor ofP = p.unbroadcastScaleTril();
    Tensor ofQ = q.unbroadcastScaleTril();
    Tensor halfTerm1 = BatchOperators.halfLogDet(ofQ).sub(BatchOperators.halfLogDet(ofP));
    long[] shape = Operators.join(batch(ofQ, ofP), n, n);
    Tensor term2 = trace(Linalg.solveTriangular(ofQ.expand(shape), ofP.expand(shape), false));
    Tensor term3 = BatchOperators.mahalanobis(ofQ, q.loc().sub(p.loc()));
    return halfTerm1.add(term2.add(term3).sub(n).mul(0.5));
  }

  private static long size(Distribution p, Distribution q) {
    if (!Arrays.equals(p.eventShape(), q.eventShape())) {
      throw new IllegalArgumentException(
          "klDivergence: got event_shape "
              + Arrays.toString(p.eventShape())
              + " and "
              + Arrays.toString(q.eventShape())
              + ", expected the same");
    }
    return p.eventShape()[0];
  }

  private static long[] batch(Tensor first, Tensor second) {
    return Operators.broadcastShapes(
        Operators.withoutLast(first.shape(), 2), Operators.withoutLast(second.shape(), 2));
  }

  private static Tensor logDet(LowRankMultivariateNormal of) {
    return BatchOperators.lowRankLogDet(of.unbroadcastDiag(), of.capacitanceTril());
  }

  private static Tensor distance(LowRankMultivariateNormal of, Tensor x) {
    return BatchOperators.lowRankMahalanobis(
        of.unbroadcastFactor(), of.unbroadcastDiag(), x, of.capacitanceTril());
  }

  private static Tensor projection(LowRankMultivariateNormal of) {
    Tensor scaled = of.unbroadcastFactor().mT().div(of.unbroadcastDiag().unsqueeze(-2));
    return Linalg.solveTriangular(of.capacitanceTril(), scaled, false);
  }

  // The traces of the products of matrices with their transposes.
  private static Tensor trace(Tensor matrices) {
    long size = matrices.size(-1) * matrices.size(-2);
    Tensor flat = matrices.reshape(-1, size).pow(2L).sum(-1);
    return flat.reshape(Operators.withoutLast(matrices.shape(), 2));
  }
}
