package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The logarithm of a {@link RelaxedOneHotCategorical}. Same as {@code
 * torch.distributions.relaxed_categorical.ExpRelaxedCategorical}.
 */
public final class ExpRelaxedCategorical extends Distribution {
  private final Tensor temperature;
  private final Categorical categorical;

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * ExpRelaxedCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public ExpRelaxedCategorical(Tensor temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * ExpRelaxedCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public ExpRelaxedCategorical(double temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * ExpRelaxedCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofProbs(Tensor temperature, Tensor probs) {
    return new ExpRelaxedCategorical(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofProbs(
      Tensor temperature, Tensor probs, boolean validateArgs) {
    return new ExpRelaxedCategorical(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * ExpRelaxedCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofProbs(double temperature, Tensor probs) {
    return new ExpRelaxedCategorical(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofProbs(
      double temperature, Tensor probs, boolean validateArgs) {
    return new ExpRelaxedCategorical(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * ExpRelaxedCategorical(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofLogits(Tensor temperature, Tensor logits) {
    return new ExpRelaxedCategorical(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofLogits(
      Tensor temperature, Tensor logits, boolean validateArgs) {
    return new ExpRelaxedCategorical(temperature, logits, false, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * ExpRelaxedCategorical(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofLogits(double temperature, Tensor logits) {
    return new ExpRelaxedCategorical(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static ExpRelaxedCategorical ofLogits(
      double temperature, Tensor logits, boolean validateArgs) {
    return new ExpRelaxedCategorical(temperature, logits, false, validateArgs);
  }

  /** One that is checked if the flag is set, or null and that is the default. */
  ExpRelaxedCategorical(Object temperature, Tensor given, boolean isProbs, Boolean validateArgs) {
    this(temperature, new Categorical(given, isProbs, null), validateArgs);
  }

  private ExpRelaxedCategorical(Object temperature, Categorical categorical, Boolean validateArgs) {
    super(categorical.batchShape(), Operators.last(categorical.paramShape(), 1), validateArgs);
    this.categorical = categorical;
    this.temperature = LogitRelaxedBernoulli.temperature(temperature, categorical.parameter());
    checkArguments();
  }

  private ExpRelaxedCategorical(ExpRelaxedCategorical like, long... batchShape) {
    super(like, batchShape);
    this.temperature = like.temperature;
    this.categorical = like.categorical.expand(batchShape);
  }

  /** The temperature. Same as {@code temperature}. */
  public Tensor temperature() {
    return temperature;
  }

  /** The probabilities. Same as {@code probs}. */
  public Tensor probs() {
    return categorical.probs();
  }

  /** The logits. Same as {@code logits}. */
  public Tensor logits() {
    return categorical.logits();
  }

  /** The shape of the parameter. Same as {@code param_shape}. */
  public long[] paramShape() {
    return categorical.paramShape();
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("probs", probs(), Constraints.simplex, false),
        new Argument("logits", logits(), Constraints.realVector, false));
  }

  @Override
  public ExpRelaxedCategorical expand(long... batchShape) {
    return new ExpRelaxedCategorical(this, batchShape);
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
  public Tensor rsample(long... sampleShape) {
    Tensor uniforms = Operators.clampProbs(Operators.rand(extendedShape(sampleShape), logits()));
    Tensor gumbels = uniforms.log().neg().log().neg();
    Tensor scores = logits().add(gumbels).div(temperature);
    return scores.sub(scores.logsumexp(-1, true));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    long k = categorical.numEvents();
    Tensor[] both = Operators.broadcastAll(logits(), value);
    Tensor logScale =
        Torch.fullLike(temperature, (double) k).lgamma().sub(temperature.log().mul(-(k - 1)));
    Tensor score = both[0].sub(both[1].mul(temperature));
    return score.sub(score.logsumexp(-1, true)).sum(-1).add(logScale);
  }
}
