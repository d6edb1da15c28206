package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The continuous Bernoulli distribution, between 0 and 1. Same as {@code
 * torch.distributions.ContinuousBernoulli}.
 */
public final class ContinuousBernoulli extends ExponentialFamily {
  private static final double LOW = 0.499; // where the formulas are not stable, a series is
  private static final double HIGH = 0.501;
  private final Probabilities probabilities;

  /**
   * The distribution of these probabilities. Same as {@code ContinuousBernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public ContinuousBernoulli(Tensor probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code ContinuousBernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public ContinuousBernoulli(double probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code ContinuousBernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ContinuousBernoulli ofProbs(Tensor probs) {
    return new ContinuousBernoulli(probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ContinuousBernoulli ofProbs(Tensor probs, boolean validateArgs) {
    return new ContinuousBernoulli(probs, true, validateArgs);
  }

  /**
   * The distribution of these probabilities. Same as {@code ContinuousBernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ContinuousBernoulli ofProbs(double probs) {
    return new ContinuousBernoulli(probs, true, null);
  }

  /**
   * The distribution of these logits. Same as {@code ContinuousBernoulli(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ContinuousBernoulli ofLogits(Tensor logits) {
    return new ContinuousBernoulli(logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ContinuousBernoulli ofLogits(Tensor logits, boolean validateArgs) {
    return new ContinuousBernoulli(logits, false, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code ContinuousBernoulli(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ContinuousBernoulli ofLogits(double logits) {
    return new ContinuousBernoulli(logits, false, null);
  }

  private ContinuousBernoulli(Object given, boolean isProbs, Boolean validateArgs) {
    this(made(given, isProbs, validateArgs), validateArgs);
  }

  // Clamped probabilities pass every check: those given are checked, as in Python only if told so.
  private static Probabilities made(Object given, boolean isProbs, Boolean validateArgs) {
    Tensor parameter = Operators.parameters(isProbs ? "probs" : "logits", given)[0];
    if (isProbs
        && validateArgs != null
        && !Operators.isAll(Constraints.unitInterval.check(parameter))) {
      throw new IllegalArgumentException(
          "ContinuousBernoulli: probs: got invalid values, expected "
              + Constraints.unitInterval
              + ":\n"
              + parameter);
    }
    return Probabilities.ofClamped(parameter, isProbs);
  }

  private ContinuousBernoulli(Probabilities probabilities, Boolean validateArgs) {
    super(probabilities.parameter().shape(), Operators.NO_SHAPE, validateArgs);
    this.probabilities = probabilities;
    checkArguments();
  }

  private ContinuousBernoulli(ContinuousBernoulli like, long... batchShape) {
    super(like, batchShape);
    this.probabilities = like.probabilities.expand(batchShape);
  }

  /** The probabilities. Same as {@code probs}. */
  public Tensor probs() {
    return probabilities.probs();
  }

  /** The logits. Same as {@code logits}. */
  public Tensor logits() {
    return probabilities.logits();
  }

  /** The shape of the parameter. Same as {@code param_shape}. */
  public long[] paramShape() {
    return probabilities.parameter().shape();
  }

  @Override
  protected List<Argument> arguments() {
    return probabilities.arguments(Constraints.unitInterval, Constraints.real);
  }

  @Override
  public ContinuousBernoulli expand(long... batchShape) {
    return new ContinuousBernoulli(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.unitInterval;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  private Tensor isStable() {
    return probs().le(LOW).max(probs().gt(HIGH));
  }

  // The probabilities, those around 1/2 replaced.
  private Tensor cutProbs() {
    return Torch.where(isStable(), probs(), Torch.onesLike(probs()).mul(LOW));
  }

  /** {@code _cont_bern_log_norm()}. */
  Tensor logNorm() {
    Tensor cut = cutProbs();
    Tensor below = Torch.where(cut.le(0.5), cut, Torch.zerosLike(cut));
    Tensor above = Torch.where(cut.ge(0.5), cut, Torch.onesLike(cut));
    Tensor divisor =
        Torch.where(cut.le(0.5), below.mul(-2.0).log1p(), above.mul(2.0).sub(1.0).log());
    Tensor norm = cut.neg().log1p().sub(cut.log()).abs().log().sub(divisor);
    Tensor x = probs().sub(0.5).pow(2L);
    Tensor taylor = x.mul(104.0 / 45.0).add(4.0 / 3.0).mul(x).add(Operators.LOG_2);
    return Torch.where(isStable(), norm, taylor);
  }

  @Override
  public Tensor mean() {
    Tensor cut = cutProbs();
    Tensor means =
        cut.div(cut.mul(2.0).sub(1.0)).add(Operators.over(1.0, cut.neg().log1p().sub(cut.log())));
    Tensor x = probs().sub(0.5);
    Tensor taylor = x.pow(2L).mul(16.0 / 45.0).add(1.0 / 3.0).mul(x).add(0.5);
    return Torch.where(isStable(), means, taylor);
  }

  @Override
  public Tensor variance() {
    Tensor cut = cutProbs();
    Tensor variances =
        cut.mul(cut.sub(1.0))
            .div(Torch.rsub(cut.mul(2.0), 1.0).pow(2L))
            .add(Operators.over(1.0, cut.neg().log1p().sub(cut.log()).pow(2L)));
    Tensor x = probs().sub(0.5).pow(2L);
    Tensor taylor = Torch.rsub(Torch.rsub(x.mul(128.0 / 945.0), 1.0 / 15.0).mul(x), 1.0 / 12.0);
    return Torch.where(isStable(), variances, taylor);
  }

  @Override
  public Tensor sample(long... sampleShape) {
    Tensor u = Operators.rand(extendedShape(sampleShape), probs());
    return Operators.withoutGrad(() -> icdf(u));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return icdf(Operators.rand(extendedShape(sampleShape), probs()));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor[] both = Operators.broadcastAll(logits(), value);
    return Operators.binaryCrossEntropyWithLogits(both[0], both[1]).neg().add(logNorm());
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    Tensor cut = cutProbs();
    Tensor powers = cut.pow(value).mul(Torch.rsub(cut, 1.0).pow(Torch.rsub(value, 1.0)));
    Tensor probabilities = powers.add(cut).sub(1.0).div(cut.mul(2.0).sub(1.0));
    Tensor inside = Torch.where(isStable(), probabilities, value);
    Tensor below1 = Torch.where(value.ge(1.0), Torch.onesLike(value), inside);
    return Torch.where(value.le(0.0), Torch.zerosLike(value), below1);
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    Tensor cut = cutProbs();
    Tensor logs = cut.neg().add(value.mul(cut.mul(2.0).sub(1.0))).log1p().sub(cut.neg().log1p());
    return Torch.where(isStable(), logs.div(cut.log().sub(cut.neg().log1p())), value);
  }

  @Override
  public Tensor entropy() {
    Tensor logs0 = probs().neg().log1p();
    Tensor logs1 = probs().log();
    return mean().mul(logs0.sub(logs1)).sub(logNorm()).sub(logs0);
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(logits());
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    Tensor x = naturalParams.get(0);
    Tensor isStable = x.le(LOW - 0.5).max(x.gt(HIGH - 0.5));
    Tensor cut = Torch.where(isStable, x, Torch.onesLike(x).mul(LOW - 0.5));
    Tensor norm = cut.expm1().abs().log().sub(cut.abs().log());
    Tensor taylor = x.mul(0.5).add(x.pow(2L).div(24.0)).sub(x.pow(4L).div(2880.0));
    return Torch.where(isStable, norm, taylor);
  }
}
