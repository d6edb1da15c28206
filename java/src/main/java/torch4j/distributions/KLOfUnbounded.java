package torch4j.distributions;

import torch4j.Tensor;

/** Divergences of distributions of real numbers, and of Pareto's, from those of other classes. */
final class KLOfUnbounded {
  private KLOfUnbounded() {}

  /** Adds them to the table. */
  static void register() {
    KL.register(Gumbel.class, Beta.class, KLOfUnbounded::gumbelInfinity);
    KL.register(Gumbel.class, ContinuousBernoulli.class, KLOfUnbounded::gumbelInfinity);
    KL.register(Gumbel.class, Exponential.class, KLOfUnbounded::gumbelInfinity);
    KL.register(Gumbel.class, Gamma.class, KLOfUnbounded::gumbelInfinity);
    KL.register(Gumbel.class, Pareto.class, KLOfUnbounded::gumbelInfinity);
    KL.register(Gumbel.class, Uniform.class, KLOfUnbounded::gumbelInfinity);
    KL.register(Gumbel.class, Normal.class, KLOfUnbounded::gumbelNormal);
    KL.register(Laplace.class, Beta.class, KLOfUnbounded::laplaceInfinity);
    KL.register(Laplace.class, ContinuousBernoulli.class, KLOfUnbounded::laplaceInfinity);
    KL.register(Laplace.class, Exponential.class, KLOfUnbounded::laplaceInfinity);
    KL.register(Laplace.class, Gamma.class, KLOfUnbounded::laplaceInfinity);
    KL.register(Laplace.class, Pareto.class, KLOfUnbounded::laplaceInfinity);
    KL.register(Laplace.class, Uniform.class, KLOfUnbounded::laplaceInfinity);
    KL.register(Laplace.class, Normal.class, KLOfUnbounded::laplaceNormal);
    KL.register(Normal.class, Beta.class, KLOfUnbounded::normalInfinity);
    KL.register(Normal.class, ContinuousBernoulli.class, KLOfUnbounded::normalInfinity);
    KL.register(Normal.class, Exponential.class, KLOfUnbounded::normalInfinity);
    KL.register(Normal.class, Gamma.class, KLOfUnbounded::normalInfinity);
    KL.register(Normal.class, Pareto.class, KLOfUnbounded::normalInfinity);
    KL.register(Normal.class, Uniform.class, KLOfUnbounded::normalInfinity);
    KL.register(Normal.class, Gumbel.class, KLOfUnbounded::normalGumbel);
    KL.register(Normal.class, Laplace.class, KLOfUnbounded::normalLaplace);
    KL.register(Pareto.class, Beta.class, KLOfUnbounded::paretoInfinity);
    KL.register(Pareto.class, ContinuousBernoulli.class, KLOfUnbounded::paretoInfinity);
    KL.register(Pareto.class, Uniform.class, KLOfUnbounded::paretoInfinity);
    KL.register(Pareto.class, Exponential.class, KLOfUnbounded::paretoExponential);
    KL.register(Pareto.class, Gamma.class, KLOfUnbounded::paretoGamma);
    KL.register(Pareto.class, Normal.class, KLOfUnbounded::paretoNormal);
  }

  private static Tensor gumbelInfinity(Gumbel p, Distribution q) {
    return KL.infinite(p.loc());
  }

  private static Tensor gumbelNormal(Gumbel p, Normal q) {
    Tensor ratio = p.scale().div(q.scale());
    Tensor t1 = ratio.div(Math.sqrt(2 * Math.PI)).log();
    Tensor t2 = ratio.mul(Math.PI).mul(0.5).pow(2L).div(3L);
    Tensor t3 =
        p.loc().add(p.scale().mul(Operators.EULER)).sub(q.loc()).div(q.scale()).pow(2L).mul(0.5);
    return t1.neg().add(t2).add(t3).sub(Operators.EULER + 1);
  }

  private static Tensor laplaceInfinity(Laplace p, Distribution q) {
    return KL.infinite(p.loc());
  }

  private static Tensor laplaceNormal(Laplace p, Normal q) {
    Tensor variance = q.scale().pow(2L);
    Tensor ratio = p.scale().pow(2L).div(variance);
    Tensor t1 = ratio.mul(2L).div(Math.PI).log().mul(0.5);
    Tensor t2 = p.loc().pow(2L).mul(0.5);
    Tensor t3 = p.loc().mul(q.loc());
    Tensor t4 = q.loc().pow(2L).mul(0.5);
    return t1.neg().add(ratio).add(t2.sub(t3).add(t4).div(variance)).sub(1L);
  }

  private static Tensor normalInfinity(Normal p, Distribution q) {
    return KL.infinite(p.loc());
  }

  private static Tensor normalGumbel(Normal p, Gumbel q) {
    Tensor mean = p.loc().div(q.scale());
    Tensor square = p.scale().div(q.scale()).pow(2L);
    Tensor loc = q.loc().div(q.scale());
    Tensor t1 = square.log().mul(0.5);
    Tensor t2 = mean.sub(loc);
    Tensor t3 = mean.neg().add(square.mul(0.5)).add(loc).exp();
    return t1.neg().add(t2).add(t3).sub(0.5 * (1 + Operators.LOG_2_PI));
  }

  private static Tensor normalLaplace(Normal p, Laplace q) {
    Tensor distance = p.loc().sub(q.loc());
    Tensor ratio = p.scale().div(q.scale());
    Tensor scaled = distance.div(p.scale());
    Tensor t1 = ratio.log();
    Tensor t2 = p.scale().mul(Math.sqrt(2 / Math.PI)).mul(scaled.pow(2L).mul(-0.5).exp());
    Tensor t3 = distance.mul(scaled.mul(Math.sqrt(0.5)).erf());
    return t1.neg().add(t2.add(t3).div(q.scale())).sub(0.5 * (1 + Math.log(0.5 * Math.PI)));
  }

  private static Tensor paretoInfinity(Pareto p, Distribution q) {
    return KL.infinite(p.scale());
  }

  private static Tensor paretoExponential(Pareto p, Exponential q) {
    Tensor product = p.scale().mul(q.rate());
    Tensor t1 = p.alpha().div(product).log();
    Tensor t2 = p.alpha().reciprocal();
    Tensor t3 = p.alpha().mul(product).div(p.alpha().sub(1L));
    return t1.sub(t2).add(t3).sub(1L).maskedFill(p.alpha().le(1L), Operators.INF);
  }

  private static Tensor paretoGamma(Pareto p, Gamma q) {
    Tensor common = p.scale().log().add(p.alpha().reciprocal());
    Tensor t1 = p.alpha().log().sub(common);
    Tensor t2 = q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
    Tensor t3 = Operators.oneMinus(q.concentration()).mul(common);
    Tensor t4 = q.rate().mul(p.alpha()).mul(p.scale()).div(p.alpha().sub(1L));
    return t1.add(t2).add(t3).add(t4).sub(1L).maskedFill(p.alpha().le(1L), Operators.INF);
  }

  private static Tensor paretoNormal(Pareto p, Normal q) {
    Tensor variance = q.scale().pow(2L).mul(2L);
    Tensor common = p.scale().div(p.alpha().sub(1L));
    Tensor t1 = q.scale().mul(Math.sqrt(2 * Math.PI)).mul(p.alpha()).div(p.scale()).log();
    Tensor t2 = p.alpha().reciprocal();
    Tensor t3 = p.alpha().mul(common.pow(2L)).div(p.alpha().sub(2L));
    Tensor t4 = p.alpha().mul(common).sub(q.loc()).pow(2L);
    Tensor result = t1.sub(t2).add(t3.add(t4).div(variance)).sub(1L);
    return result.maskedFill(p.alpha().le(2L), Operators.INF);
  }
}
