package torch4j.distributions;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;

/** Divergences of two distributions of one class. */
final class KLSame {
  private KLSame() {}

  /** Adds them to the table. */
  static void register() {
    KL.register(Bernoulli.class, Bernoulli.class, KLSame::bernoulli);
    KL.register(Beta.class, Beta.class, KLSame::beta);
    KL.register(Binomial.class, Binomial.class, KLSame::binomial);
    KL.register(Categorical.class, Categorical.class, KLSame::categorical);
    KL.register(ContinuousBernoulli.class, ContinuousBernoulli.class, KLSame::continuousBernoulli);
    KL.register(Dirichlet.class, Dirichlet.class, KLSame::dirichlet);
    KL.register(Exponential.class, Exponential.class, KLSame::exponential);
    KL.register(ExponentialFamily.class, ExponentialFamily.class, KLSame::exponentialFamily);
    KL.register(Gamma.class, Gamma.class, KLSame::gamma);
    KL.register(Gumbel.class, Gumbel.class, KLSame::gumbel);
    KL.register(Geometric.class, Geometric.class, KLSame::geometric);
    KL.register(HalfNormal.class, HalfNormal.class, KLSame::halfNormal);
    KL.register(Laplace.class, Laplace.class, KLSame::laplace);
    KL.register(Normal.class, Normal.class, KLSame::normal);
    KL.register(OneHotCategorical.class, OneHotCategorical.class, KLSame::oneHotCategorical);
    KL.register(Pareto.class, Pareto.class, KLSame::pareto);
    KL.register(Poisson.class, Poisson.class, KLSame::poisson);
    KL.register(TransformedDistribution.class, TransformedDistribution.class, KLSame::transformed);
    KL.register(Uniform.class, Uniform.class, KLSame::uniform);
    KL.register(Independent.class, Independent.class, KLSame::independent);
    KL.register(Cauchy.class, Cauchy.class, KLSame::cauchy);
  }

  private static Tensor bernoulli(Bernoulli p, Bernoulli q) {
    Tensor t1 =
        p.probs()
            .mul(Operators.softplus(q.logits().neg()).sub(Operators.softplus(p.logits().neg())));
    t1 = t1.maskedFill(q.probs().eq(0L), Operators.INF).maskedFill(p.probs().eq(0L), 0L);
    Tensor t2 =
        Operators.oneMinus(p.probs())
            .mul(Operators.softplus(q.logits()).sub(Operators.softplus(p.logits())));
    t2 = t2.maskedFill(q.probs().eq(1L), Operators.INF).maskedFill(p.probs().eq(1L), 0L);
    return t1.add(t2);
  }

  private static Tensor beta(Beta p, Beta q) {
    Tensor sumP = p.concentration1().add(p.concentration0());
    Tensor sumQ = q.concentration1().add(q.concentration0());
    Tensor t1 = q.concentration1().lgamma().add(q.concentration0().lgamma()).add(sumP.lgamma());
    Tensor t2 = p.concentration1().lgamma().add(p.concentration0().lgamma()).add(sumQ.lgamma());
    Tensor t3 = p.concentration1().sub(q.concentration1()).mul(p.concentration1().digamma());
    Tensor t4 = p.concentration0().sub(q.concentration0()).mul(p.concentration0().digamma());
    Tensor t5 = sumQ.sub(sumP).mul(sumP.digamma());
    return t1.sub(t2).add(t3).add(t4).add(t5);
  }

  private static Tensor binomial(Binomial p, Binomial q) {
    if (p.totalCount().lt(q.totalCount()).any().itemBoolean()) {
      throw new UnsupportedOperationException(
          "klDivergence: got more trials of q than of p, expected at most as many, as in Python");
    }
    Tensor change = p.probs().mul(p.logits().sub(q.logits()));
    Tensor logs = change.add(p.probs().neg().log1p()).sub(q.probs().neg().log1p());
    Tensor kl = p.totalCount().mul(logs);
    return kl.maskedFill(p.totalCount().gt(q.totalCount()), Operators.INF);
  }

  private static Tensor categorical(Categorical p, Categorical q) {
    Tensor t = p.probs().mul(p.logits().sub(q.logits()));
    return t.maskedFill(q.probs().eq(0L), Operators.INF).maskedFill(p.probs().eq(0L), 0L).sum(-1);
  }

  private static Tensor continuousBernoulli(ContinuousBernoulli p, ContinuousBernoulli q) {
    Tensor t1 = p.mean().mul(p.logits().sub(q.logits()));
    Tensor t2 = p.logNorm().add(p.probs().neg().log1p());
    Tensor t3 = q.logNorm().neg().sub(q.probs().neg().log1p());
    return t1.add(t2).add(t3);
  }

  private static Tensor dirichlet(Dirichlet p, Dirichlet q) {
    Tensor sumP = p.concentration().sum(-1);
    Tensor sumQ = q.concentration().sum(-1);
    Tensor t1 = sumP.lgamma().sub(sumQ.lgamma());
    Tensor t2 = p.concentration().lgamma().sub(q.concentration().lgamma()).sum(-1);
    Tensor t3 = p.concentration().sub(q.concentration());
    Tensor t4 = p.concentration().digamma().sub(sumP.digamma().unsqueeze(-1));
    return t1.sub(t2).add(t3.mul(t4).sum(-1));
  }

  private static Tensor exponential(Exponential p, Exponential q) {
    Tensor ratio = q.rate().div(p.rate());
    return ratio.log().neg().add(ratio).sub(1L);
  }

  private static Tensor exponentialFamily(ExponentialFamily p, ExponentialFamily q) {
    if (p.getClass() != q.getClass()) {
      throw KL.unsupported(p, q);
    }
    List<Tensor> ofP = p.naturalLeaves();
    List<Tensor> ofQ = q.naturalParams();
    Tensor normalizer = p.logNormalizer(ofP);
    List<Tensor> gradients = Operators.gradients(normalizer.sum(), ofP);
    Tensor result = q.logNormalizer(ofQ).sub(normalizer);
    for (int i = 0; i < gradients.size(); i++) {
      Tensor term = ofQ.get(i).sub(ofP.get(i)).mul(gradients.get(i));
      result = result.sub(Operators.sumRightmost(term, q.eventShape().length));
    }
    return result;
  }

  private static Tensor gamma(Gamma p, Gamma q) {
    Tensor t1 = q.concentration().mul(p.rate().div(q.rate()).log());
    Tensor t2 = q.concentration().lgamma().sub(p.concentration().lgamma());
    Tensor t3 = p.concentration().sub(q.concentration()).mul(p.concentration().digamma());
    Tensor t4 = q.rate().sub(p.rate()).mul(p.concentration().div(p.rate()));
    return t1.add(t2).add(t3).add(t4);
  }

  private static Tensor gumbel(Gumbel p, Gumbel q) {
    Tensor ct1 = p.scale().div(q.scale());
    Tensor ct2 = q.loc().div(q.scale());
    Tensor ct3 = p.loc().div(q.scale());
    Tensor t1 = ct1.log().neg().sub(ct2).add(ct3);
    Tensor t2 = ct1.mul(Operators.EULER);
    Tensor t3 = ct2.add(ct1.add(1L).lgamma()).sub(ct3).exp();
    return t1.add(t2).add(t3).sub(1 + Operators.EULER);
  }

  private static Tensor geometric(Geometric p, Geometric q) {
    return p.entropy().neg().sub(q.probs().neg().log1p().div(p.probs())).sub(q.logits());
  }

  private static Tensor halfNormal(HalfNormal p, HalfNormal q) {
    return normal((Normal) p.baseDist(), (Normal) q.baseDist());
  }

  private static Tensor laplace(Laplace p, Laplace q) {
    Tensor ratio = p.scale().div(q.scale());
    Tensor distance = p.loc().sub(q.loc()).abs();
    Tensor t1 = ratio.log().neg();
    Tensor t2 = distance.div(q.scale());
    Tensor t3 = ratio.mul(distance.neg().div(p.scale()).exp());
    return t1.add(t2).add(t3).sub(1L);
  }

  private static Tensor normal(Normal p, Normal q) {
    Tensor ratio = p.scale().div(q.scale()).pow(2L);
    Tensor t1 = p.loc().sub(q.loc()).div(q.scale()).pow(2L);
    return ratio.add(t1).sub(1L).sub(ratio.log()).mul(0.5);
  }

  private static Tensor oneHotCategorical(OneHotCategorical p, OneHotCategorical q) {
    return categorical(p.categorical(), q.categorical());
  }

  private static Tensor pareto(Pareto p, Pareto q) {
    Tensor scaleRatio = p.scale().div(q.scale());
    Tensor alphaRatio = q.alpha().div(p.alpha());
    Tensor t1 = q.alpha().mul(scaleRatio.log());
    Tensor t2 = alphaRatio.log().neg();
    return t1.add(t2).add(alphaRatio).sub(1L).maskedFill(p.scale().lt(q.scale()), Operators.INF);
  }

  private static Tensor poisson(Poisson p, Poisson q) {
    return p.rate().mul(p.rate().log().sub(q.rate().log())).sub(p.rate().sub(q.rate()));
  }

  private static Tensor transformed(TransformedDistribution p, TransformedDistribution q) {
    if (!p.transforms().equals(q.transforms()) || !Arrays.equals(p.eventShape(), q.eventShape())) {
      throw KL.unsupported(p, q);
    }
    return KL.klDivergence(p.baseDist(), q.baseDist());
  }

  private static Tensor uniform(Uniform p, Uniform q) {
    Tensor result = q.high().sub(q.low()).div(p.high().sub(p.low())).log();
    return result.maskedFill(q.low().gt(p.low()).bitwiseOr(q.high().lt(p.high())), Operators.INF);
  }

  private static Tensor independent(Independent p, Independent q) {
    if (p.reinterpretedBatchNdims() != q.reinterpretedBatchNdims()) {
      throw KL.unsupported(p, q);
    }
    Tensor result = KL.klDivergence(p.baseDist(), q.baseDist());
    return Operators.sumRightmost(result, p.reinterpretedBatchNdims());
  }

  private static Tensor cauchy(Cauchy p, Cauchy q) {
    Tensor t1 = p.scale().add(q.scale()).pow(2L).add(p.loc().sub(q.loc()).pow(2L)).log();
    return t1.sub(p.scale().mul(4L).mul(q.scale()).log());
  }
}
