package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/** Divergences of distributions of which a bound is known, from those of other classes. */
final class KLOfBounded {
  private KLOfBounded() {}

  /** Adds them to the table. */
  static void register() {
    KL.register(Bernoulli.class, Poisson.class, KLOfBounded::bernoulliPoisson);
    KL.register(Beta.class, ContinuousBernoulli.class, KLOfBounded::betaContinuousBernoulli);
    KL.register(Beta.class, Pareto.class, KLOfBounded::betaPareto);
    KL.register(Beta.class, Exponential.class, KLOfBounded::betaExponential);
    KL.register(Beta.class, Gamma.class, KLOfBounded::betaGamma);
    KL.register(Beta.class, Normal.class, KLOfBounded::betaNormal);
    KL.register(Beta.class, Uniform.class, KLOfBounded::betaUniform);
    KL.register(ContinuousBernoulli.class, Pareto.class, KLOfBounded::continuousBernoulliPareto);
    KL.register(
        ContinuousBernoulli.class, Exponential.class, KLOfBounded::continuousBernoulliExponential);
    KL.register(ContinuousBernoulli.class, Normal.class, KLOfBounded::continuousBernoulliNormal);
    KL.register(ContinuousBernoulli.class, Uniform.class, KLOfBounded::continuousBernoulliUniform);
    KL.register(Exponential.class, Beta.class, KLOfBounded::exponentialInfinity);
    KL.register(Exponential.class, ContinuousBernoulli.class, KLOfBounded::exponentialInfinity);
    KL.register(Exponential.class, Pareto.class, KLOfBounded::exponentialInfinity);
    KL.register(Exponential.class, Uniform.class, KLOfBounded::exponentialInfinity);
    KL.register(Exponential.class, Gamma.class, KLOfBounded::exponentialGamma);
    KL.register(Exponential.class, Gumbel.class, KLOfBounded::exponentialGumbel);
    KL.register(Exponential.class, Normal.class, KLOfBounded::exponentialNormal);
    KL.register(Gamma.class, Beta.class, KLOfBounded::gammaInfinity);
    KL.register(Gamma.class, ContinuousBernoulli.class, KLOfBounded::gammaInfinity);
    KL.register(Gamma.class, Pareto.class, KLOfBounded::gammaInfinity);
    KL.register(Gamma.class, Uniform.class, KLOfBounded::gammaInfinity);
    KL.register(Gamma.class, Exponential.class, KLOfBounded::gammaExponential);
    KL.register(Gamma.class, Gumbel.class, KLOfBounded::gammaGumbel);
    KL.register(Gamma.class, Normal.class, KLOfBounded::gammaNormal);
    KL.register(Poisson.class, Bernoulli.class, KLOfBounded::poissonInfinity);
    KL.register(Poisson.class, Binomial.class, KLOfBounded::poissonInfinity);
    KL.register(Uniform.class, Beta.class, KLOfBounded::uniformBeta);
    KL.register(Uniform.class, ContinuousBernoulli.class, KLOfBounded::uniformContinuousBernoulli);
    KL.register(Uniform.class, Exponential.class, KLOfBounded::uniformExponential);
    KL.register(Uniform.class, Gamma.class, KLOfBounded::uniformGamma);
    KL.register(Uniform.class, Gumbel.class, KLOfBounded::uniformGumbel);
    KL.register(Uniform.class, Normal.class, KLOfBounded::uniformNormal);
    KL.register(Uniform.class, Pareto.class, KLOfBounded::uniformPareto);
  }

  private static Tensor bernoulliPoisson(Bernoulli p, Poisson q) {
    return p.entropy().neg().sub(p.probs().mul(q.rate().log()).sub(q.rate()));
  }

  private static Tensor betaContinuousBernoulli(Beta p, ContinuousBernoulli q) {
    return p.entropy()
        .neg()
        .sub(p.mean().mul(q.logits()))
        .sub(q.probs().neg().log1p())
        .sub(q.logNorm());
  }

  private static Tensor betaPareto(Beta p, Distribution q) {
    return KL.infinite(p.concentration1());
  }

  private static Tensor betaExponential(Beta p, Exponential q) {
    Tensor logs = p.entropy().neg().sub(q.rate().log());
    Tensor mean = p.concentration1().div(p.concentration1().add(p.concentration0()));
    return logs.add(q.rate().mul(mean));
  }

  private static Tensor betaGamma(Beta p, Gamma q) {
    Tensor t1 = p.entropy().neg();
    Tensor t2 = q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
    Tensor sum = p.concentration1().digamma();
    Tensor t3 =
        q.concentration()
            .sub(1L)
            .mul(sum.sub(p.concentration1().add(p.concentration0()).digamma()));
    Tensor t4 = q.rate().mul(p.concentration1()).div(p.concentration1().add(p.concentration0()));
    return t1.add(t2).sub(t3).add(t4);
  }

  private static Tensor betaNormal(Beta p, Normal q) {
    Tensor mean = p.concentration1().div(p.concentration1().add(p.concentration0()));
    Tensor variance = q.scale().pow(2L);
    Tensor t1 = p.entropy().neg();
    Tensor t2 = variance.mul(2L).mul(Math.PI).log().mul(0.5);
    Tensor ofBeta =
        mean.mul(Operators.oneMinus(mean)).div(p.concentration1().add(p.concentration0()).add(1L));
    Tensor t3 = ofBeta.add(mean.pow(2L)).mul(0.5);
    Tensor t4 = q.loc().mul(mean);
    Tensor t5 = q.loc().pow(2L).mul(0.5);
    return t1.add(t2).add(t3.sub(t4).add(t5).div(variance));
  }

  private static Tensor betaUniform(Beta p, Uniform q) {
    Tensor result = p.entropy().neg().add(q.high().sub(q.low()).log());
    return result.maskedFill(q.low().gt(0.0).bitwiseOr(q.high().lt(1.0)), Operators.INF);
  }

  private static Tensor continuousBernoulliPareto(ContinuousBernoulli p, Distribution q) {
    return KL.infinite(p.probs());
  }

  private static Tensor continuousBernoulliExponential(ContinuousBernoulli p, Exponential q) {
    return p.entropy().neg().sub(q.rate().log()).add(q.rate().mul(p.mean()));
  }

  private static Tensor continuousBernoulliNormal(ContinuousBernoulli p, Normal q) {
    Tensor t1 = p.entropy().neg();
    Tensor t2 =
        q.loc().div(q.scale()).square().add(Operators.LOG_2_PI).mul(0.5).add(q.scale().log());
    Tensor square = p.variance().add(p.mean().square()).sub(q.loc().mul(2.0).mul(p.mean()));
    return t1.add(t2).add(square.div(q.scale().square().mul(2.0)));
  }

  private static Tensor continuousBernoulliUniform(ContinuousBernoulli p, Uniform q) {
    Tensor result = p.entropy().neg().add(q.high().sub(q.low()).log());
    Tensor isInfinite = q.low().ge(0.0).max(q.high().le(1.0));
    return Torch.where(isInfinite, Torch.onesLike(result).mul(Operators.INF), result);
  }

  private static Tensor exponentialInfinity(Exponential p, Distribution q) {
    return KL.infinite(p.rate());
  }

  private static Tensor exponentialGamma(Exponential p, Gamma q) {
    Tensor ratio = q.rate().div(p.rate());
    Tensor t1 = q.concentration().neg().mul(ratio.log());
    return t1.add(ratio)
        .add(q.concentration().lgamma())
        .add(q.concentration().mul(Operators.EULER))
        .sub(1 + Operators.EULER);
  }

  private static Tensor exponentialGumbel(Exponential p, Gumbel q) {
    Tensor product = p.rate().mul(q.scale());
    Tensor ratio = q.loc().div(q.scale());
    Tensor t1 = product.log().sub(1L);
    Tensor t2 = ratio.exp().mul(product).div(product.add(1L));
    Tensor t3 = product.reciprocal();
    return t1.sub(ratio).add(t2).add(t3);
  }

  private static Tensor exponentialNormal(Exponential p, Normal q) {
    Tensor variance = q.scale().pow(2L);
    Tensor square = p.rate().pow(2L);
    Tensor t1 = square.mul(variance).mul(2L).mul(Math.PI).log().mul(0.5);
    Tensor t2 = square.reciprocal();
    Tensor t3 = q.loc().div(p.rate());
    Tensor t4 = q.loc().pow(2L).mul(0.5);
    return t1.sub(1L).add(t2.sub(t3).add(t4).div(variance));
  }

  private static Tensor gammaInfinity(Gamma p, Distribution q) {
    return KL.infinite(p.concentration());
  }

  private static Tensor gammaExponential(Gamma p, Exponential q) {
    return p.entropy().neg().sub(q.rate().log()).add(q.rate().mul(p.concentration()).div(p.rate()));
  }

  private static Tensor gammaGumbel(Gamma p, Gumbel q) {
    Tensor product = p.rate().mul(q.scale());
    Tensor ratio = q.loc().div(q.scale());
    Tensor t1 =
        p.concentration()
            .sub(1L)
            .mul(p.concentration().digamma())
            .sub(p.concentration().lgamma())
            .sub(p.concentration());
    Tensor t2 = product.log().add(p.concentration().div(product));
    Tensor t3 =
        ratio.exp().mul(product.reciprocal().add(1L).pow(p.concentration().neg())).sub(ratio);
    return t1.add(t2).add(t3);
  }

  private static Tensor gammaNormal(Gamma p, Normal q) {
    Tensor variance = q.scale().pow(2L);
    Tensor square = p.rate().pow(2L);
    Tensor t1 =
        square
            .mul(variance)
            .mul(2L)
            .mul(Math.PI)
            .log()
            .mul(0.5)
            .sub(p.concentration())
            .sub(p.concentration().lgamma());
    Tensor t2 = p.concentration().pow(2L).add(p.concentration()).mul(0.5).div(square);
    Tensor t3 = q.loc().mul(p.concentration()).div(p.rate());
    Tensor t4 = q.loc().pow(2L).mul(0.5);
    Tensor digamma = p.concentration().sub(1L).mul(p.concentration().digamma());
    return t1.add(digamma).add(t2.sub(t3).add(t4).div(variance));
  }

  private static Tensor poissonInfinity(Poisson p, Distribution q) {
    return KL.infinite(p.rate());
  }

  private static Tensor uniformBeta(Uniform p, Beta q) {
    Tensor width = p.high().sub(p.low());
    Tensor t1 = width.log();
    Tensor logs = KL.xLogX(p.high()).sub(KL.xLogX(p.low())).sub(width);
    Tensor t2 = q.concentration1().sub(1L).mul(logs).div(width);
    Tensor others =
        KL.xLogX(Operators.oneMinus(p.high()))
            .sub(KL.xLogX(Operators.oneMinus(p.low())))
            .add(width);
    Tensor t3 = q.concentration0().sub(1L).mul(others).div(width);
    Tensor t4 =
        q.concentration1()
            .lgamma()
            .add(q.concentration0().lgamma())
            .sub(q.concentration1().add(q.concentration0()).lgamma());
    Tensor result = t3.add(t4).sub(t1).sub(t2);
    return result.maskedFill(p.high().gt(1.0).bitwiseOr(p.low().lt(0.0)), Operators.INF);
  }

  private static Tensor uniformContinuousBernoulli(Uniform p, ContinuousBernoulli q) {
    Tensor result =
        p.entropy()
            .neg()
            .sub(p.mean().mul(q.logits()))
            .sub(q.probs().neg().log1p())
            .sub(q.logNorm());
    Tensor isInfinite = p.high().ge(1.0).max(p.low().le(0.0));
    return Torch.where(isInfinite, Torch.onesLike(result).mul(Operators.INF), result);
  }

  private static Tensor uniformExponential(Uniform p, Exponential q) {
    Tensor mean = q.rate().mul(p.high().add(p.low())).div(2L);
    Tensor result = mean.sub(p.high().sub(p.low()).mul(q.rate()).log());
    return result.maskedFill(p.low().lt(0.0), Operators.INF);
  }

  private static Tensor uniformGamma(Uniform p, Gamma q) {
    Tensor width = p.high().sub(p.low());
    Tensor t1 = width.log();
    Tensor t2 = q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
    Tensor logs = KL.xLogX(p.high()).sub(KL.xLogX(p.low())).sub(width);
    Tensor t3 = Operators.oneMinus(q.concentration()).mul(logs).div(width);
    Tensor t4 = q.rate().mul(p.high().add(p.low())).div(2L);
    return t1.neg().add(t2).add(t3).add(t4).maskedFill(p.low().lt(0.0), Operators.INF);
  }

  private static Tensor uniformGumbel(Uniform p, Gumbel q) {
    Tensor common = q.scale().div(p.high().sub(p.low()));
    Tensor high = p.high().sub(q.loc()).div(q.scale());
    Tensor low = p.low().sub(q.loc()).div(q.scale());
    Tensor t1 = common.log().add(high.add(low).mul(0.5));
    Tensor t2 = common.mul(high.neg().exp().sub(low.neg().exp()));
    return t1.sub(t2);
  }

  private static Tensor uniformNormal(Uniform p, Normal q) {
    Tensor width = p.high().sub(p.low());
    Tensor t1 = q.scale().mul(Math.sqrt(Math.PI * 2)).div(width).log();
    Tensor t2 = width.pow(2L).div(12L);
    Tensor t3 = p.high().add(p.low()).sub(q.loc().mul(2L)).div(2L).pow(2L);
    return t1.add(t2.add(t3).mul(0.5).div(q.scale().pow(2L)));
  }

  private static Tensor uniformPareto(Uniform p, Pareto q) {
    Tensor width = p.high().sub(p.low());
    Tensor t1 = q.alpha().mul(q.scale().pow(q.alpha())).mul(width).log();
    Tensor t2 = KL.xLogX(p.high()).sub(KL.xLogX(p.low())).sub(width).div(width);
    Tensor result = t2.mul(q.alpha().add(1L)).sub(t1);
    return result.maskedFill(p.low().lt(q.scale()), Operators.INF);
  }
}
