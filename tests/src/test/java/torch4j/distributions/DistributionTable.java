package torch4j.distributions;

import java.util.List;
import java.util.Map;
import torch4j.Tensor;

/** Distributions by the names and parameters of {@code tests/python/distributions.py}. */
final class DistributionTable {
  private DistributionTable() {}

  /** Parameters by Python's names. */
  private record Parameters(Map<String, Object> values) {
    Tensor tensor(String name) {
      return (Tensor) values.get(name);
    }

    double number(String name) {
      return (Double) values.get(name);
    }

    long whole(String name) {
      return (Long) values.get(name);
    }

    boolean areNumbers() {
      return values.values().stream().noneMatch(Tensor.class::isInstance);
    }
  }

  static Distribution make(String name, Map<String, Object> values) {
    var p = new Parameters(values);
    return p.areNumbers() ? ofNumbers(name, p) : ofTensors(name, p);
  }

  private static Distribution ofNumbers(String name, Parameters p) {
    return switch (name) {
      case "Normal" -> new Normal(p.number("loc"), p.number("scale"));
      case "Cauchy" -> new Cauchy(p.number("loc"), p.number("scale"));
      case "Laplace" -> new Laplace(p.number("loc"), p.number("scale"));
      case "LogNormal" -> new LogNormal(p.number("loc"), p.number("scale"));
      case "HalfNormal" -> new HalfNormal(p.number("scale"));
      case "HalfCauchy" -> new HalfCauchy(p.number("scale"));
      case "Gumbel" -> new Gumbel(p.number("loc"), p.number("scale"));
      case "StudentT" -> new StudentT(p.number("df"), p.number("loc"), p.number("scale"));
      case "Exponential" -> new Exponential(p.number("rate"));
      case "Gamma" -> new Gamma(p.number("concentration"), p.number("rate"));
      case "Chi2" -> new Chi2(p.number("df"));
      case "Beta" -> new Beta(p.number("concentration1"), p.number("concentration0"));
      case "Uniform" -> new Uniform(p.number("low"), p.number("high"));
      case "Bernoulli:probs" -> new Bernoulli(p.number("probs"));
      case "Bernoulli:logits" -> Bernoulli.ofLogits(p.number("logits"));
      case "ContinuousBernoulli:probs" -> ContinuousBernoulli.ofProbs(p.number("probs"));
      case "ContinuousBernoulli:logits" -> ContinuousBernoulli.ofLogits(p.number("logits"));
      case "Geometric:probs" -> new Geometric(p.number("probs"));
      case "Geometric:logits" -> Geometric.ofLogits(p.number("logits"));
      case "NegativeBinomial:probs" ->
          new NegativeBinomial(p.number("total_count"), p.number("probs"));
      case "Poisson" -> new Poisson(p.number("rate"));
      case "Pareto" -> new Pareto(p.number("scale"), p.number("alpha"));
      case "Weibull" -> new Weibull(p.number("scale"), p.number("concentration"));
      case "Kumaraswamy" -> new Kumaraswamy(p.number("concentration1"), p.number("concentration0"));
      case "FisherSnedecor" -> new FisherSnedecor(p.number("df1"), p.number("df2"));
      case "GeneralizedPareto" ->
          new GeneralizedPareto(p.number("loc"), p.number("scale"), p.number("concentration"));
      default -> throw new IllegalStateException(name);
    };
  }

  private static Distribution ofTensors(String name, Parameters p) {
    return switch (name) {
      case "Normal" -> new Normal(p.tensor("loc"), p.tensor("scale"));
      case "Cauchy" -> new Cauchy(p.tensor("loc"), p.tensor("scale"));
      case "Laplace" -> new Laplace(p.tensor("loc"), p.tensor("scale"));
      case "LogNormal" -> new LogNormal(p.tensor("loc"), p.tensor("scale"));
      case "HalfNormal" -> new HalfNormal(p.tensor("scale"));
      case "HalfCauchy" -> new HalfCauchy(p.tensor("scale"));
      case "Gumbel" -> new Gumbel(p.tensor("loc"), p.tensor("scale"));
      case "StudentT" -> new StudentT(p.tensor("df"), p.tensor("loc"), p.tensor("scale"));
      case "Exponential" -> new Exponential(p.tensor("rate"));
      case "Gamma" -> new Gamma(p.tensor("concentration"), p.tensor("rate"));
      case "InverseGamma" -> new InverseGamma(p.tensor("concentration"), p.tensor("rate"));
      case "Chi2" -> new Chi2(p.tensor("df"));
      case "Beta" -> new Beta(p.tensor("concentration1"), p.tensor("concentration0"));
      case "Dirichlet" -> new Dirichlet(p.tensor("concentration"));
      case "Uniform" -> new Uniform(p.tensor("low"), p.tensor("high"));
      case "Poisson" -> new Poisson(p.tensor("rate"));
      case "Pareto" -> new Pareto(p.tensor("scale"), p.tensor("alpha"));
      case "Weibull" -> new Weibull(p.tensor("scale"), p.tensor("concentration"));
      case "Kumaraswamy" -> new Kumaraswamy(p.tensor("concentration1"), p.tensor("concentration0"));
      case "VonMises" -> new VonMises(p.tensor("loc"), p.tensor("concentration"));
      case "FisherSnedecor" -> new FisherSnedecor(p.tensor("df1"), p.tensor("df2"));
      case "GeneralizedPareto" ->
          new GeneralizedPareto(p.tensor("loc"), p.tensor("scale"), p.tensor("concentration"));
      default -> ofProbabilities(name, p);
    };
  }

  private static Distribution ofProbabilities(String name, Parameters p) {
    Tensor probs = p.tensor("probs");
    Tensor logits = p.tensor("logits");
    return switch (name) {
      case "Bernoulli:probs" -> new Bernoulli(probs);
      case "Bernoulli:logits" -> Bernoulli.ofLogits(logits);
      case "ContinuousBernoulli:probs" -> new ContinuousBernoulli(probs);
      case "ContinuousBernoulli:logits" -> ContinuousBernoulli.ofLogits(logits);
      case "Binomial:probs" -> new Binomial(p.tensor("total_count"), probs);
      case "Binomial:logits" -> Binomial.ofLogits(p.tensor("total_count"), logits);
      case "NegativeBinomial:probs" -> new NegativeBinomial(p.tensor("total_count"), probs);
      case "NegativeBinomial:logits" -> NegativeBinomial.ofLogits(p.tensor("total_count"), logits);
      case "Geometric:probs" -> new Geometric(probs);
      case "Geometric:logits" -> Geometric.ofLogits(logits);
      case "Categorical:probs" -> new Categorical(probs);
      case "Categorical:logits" -> Categorical.ofLogits(logits);
      case "OneHotCategorical:probs" -> new OneHotCategorical(probs);
      case "OneHotCategorical:logits" -> OneHotCategorical.ofLogits(logits);
      case "OneHotCategoricalStraightThrough:probs" -> new OneHotCategoricalStraightThrough(probs);
      case "OneHotCategoricalStraightThrough:logits" ->
          OneHotCategoricalStraightThrough.ofLogits(logits);
      case "Multinomial:probs" -> new Multinomial(p.whole("total_count"), probs);
      case "Multinomial:logits" -> Multinomial.ofLogits(p.whole("total_count"), logits);
      default -> composed(name, p);
    };
  }

  private static Distribution composed(String name, Parameters p) {
    return switch (name) {
      case "MultivariateNormal:covariance_matrix" ->
          new MultivariateNormal(p.tensor("loc"), p.tensor("covariance_matrix"));
      case "MultivariateNormal:precision_matrix" ->
          MultivariateNormal.ofPrecisionMatrix(p.tensor("loc"), p.tensor("precision_matrix"));
      case "MultivariateNormal:scale_tril" ->
          MultivariateNormal.ofScaleTril(p.tensor("loc"), p.tensor("scale_tril"));
      case "LowRankMultivariateNormal" ->
          new LowRankMultivariateNormal(
              p.tensor("loc"), p.tensor("cov_factor"), p.tensor("cov_diag"));
      case "Wishart:covariance_matrix" ->
          new Wishart(p.tensor("df"), p.tensor("covariance_matrix"));
      case "Wishart:precision_matrix" ->
          Wishart.ofPrecisionMatrix(p.tensor("df"), p.tensor("precision_matrix"));
      case "Wishart:scale_tril" -> Wishart.ofScaleTril(p.tensor("df"), p.tensor("scale_tril"));
      case "LKJCholesky" -> new LKJCholesky((int) p.whole("dim"), p.tensor("concentration"));
      case "LogisticNormal" -> new LogisticNormal(p.tensor("loc"), p.tensor("scale"));
      case "RelaxedBernoulli:probs" ->
          new RelaxedBernoulli(p.tensor("temperature"), p.tensor("probs"));
      case "RelaxedBernoulli:logits" ->
          RelaxedBernoulli.ofLogits(p.tensor("temperature"), p.tensor("logits"));
      case "RelaxedOneHotCategorical:probs" ->
          new RelaxedOneHotCategorical(p.tensor("temperature"), p.tensor("probs"));
      case "RelaxedOneHotCategorical:logits" ->
          RelaxedOneHotCategorical.ofLogits(p.tensor("temperature"), p.tensor("logits"));
      case "Independent" -> new Independent(new Normal(p.tensor("loc"), p.tensor("scale")), 1);
      case "Independent0" -> new Independent(new Bernoulli(p.tensor("probs")), 0);
      case "MixtureSameFamily" ->
          new MixtureSameFamily(
              Categorical.ofLogits(p.tensor("logits")),
              new Normal(p.tensor("loc"), p.tensor("scale")));
      case "Tanh" ->
          new TransformedDistribution(
              new Normal(p.tensor("loc"), p.tensor("scale")), new TanhTransform(1));
      case "Affine" ->
          new TransformedDistribution(
              new Uniform(p.tensor("low"), p.tensor("high")),
              List.of(
                  new AffineTransform(0.5, p.tensor("scale")),
                  new AffineTransform(p.tensor("low"), -2.0)));
      case "Stick" ->
          new TransformedDistribution(
              new Laplace(p.tensor("loc"), p.tensor("scale")),
              List.of(new StickBreakingTransform()));
      case "NoTransform" ->
          new TransformedDistribution(
              new Normal(p.tensor("loc"), p.tensor("scale")), List.<Transform>of());
      default -> throw new IllegalStateException(name);
    };
  }
}
