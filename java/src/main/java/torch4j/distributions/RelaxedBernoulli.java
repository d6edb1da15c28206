package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/**
 * A Bernoulli distribution relaxed to the numbers between 0 and 1. Same as {@code
 * torch.distributions.RelaxedBernoulli}.
 */
public final class RelaxedBernoulli extends TransformedDistribution {

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public RelaxedBernoulli(Tensor temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public RelaxedBernoulli(double temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public RelaxedBernoulli(double temperature, double probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofProbs(Tensor temperature, Tensor probs) {
    return new RelaxedBernoulli(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofProbs(Tensor temperature, Tensor probs, boolean validateArgs) {
    return new RelaxedBernoulli(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofProbs(double temperature, Tensor probs) {
    return new RelaxedBernoulli(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofProbs(double temperature, Tensor probs, boolean validateArgs) {
    return new RelaxedBernoulli(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofProbs(double temperature, double probs) {
    return new RelaxedBernoulli(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * RelaxedBernoulli(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofLogits(Tensor temperature, Tensor logits) {
    return new RelaxedBernoulli(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofLogits(Tensor temperature, Tensor logits, boolean validateArgs) {
    return new RelaxedBernoulli(temperature, logits, false, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * RelaxedBernoulli(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofLogits(double temperature, Tensor logits) {
    return new RelaxedBernoulli(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofLogits(double temperature, Tensor logits, boolean validateArgs) {
    return new RelaxedBernoulli(temperature, logits, false, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * RelaxedBernoulli(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedBernoulli ofLogits(double temperature, double logits) {
    return new RelaxedBernoulli(temperature, logits, false, null);
  }

  private RelaxedBernoulli(
      Object temperature, Object given, boolean isProbs, Boolean validateArgs) {
    super(
        new LogitRelaxedBernoulli(temperature, given, isProbs, null),
        List.of(new SigmoidTransform()),
        validateArgs);
    checkArguments();
  }

  private RelaxedBernoulli(RelaxedBernoulli like, long... batchShape) {
    super(like, batchShape);
  }

  private LogitRelaxedBernoulli base() {
    return (LogitRelaxedBernoulli) baseDist();
  }

  /** The temperature. Same as {@code temperature}. */
  public Tensor temperature() {
    return base().temperature();
  }

  /** The probabilities. Same as {@code probs}. */
  public Tensor probs() {
    return base().probs();
  }

  /** The logits. Same as {@code logits}. */
  public Tensor logits() {
    return base().logits();
  }

  /** The shape of the parameter. Same as {@code param_shape}. */
  public long[] paramShape() {
    return base().paramShape();
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("probs", probs(), Constraints.unitInterval, false),
        new Argument("logits", logits(), Constraints.real, false));
  }

  @Override
  public Constraint support() {
    return Constraints.unitInterval;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public RelaxedBernoulli expand(long... batchShape) {
    return new RelaxedBernoulli(this, batchShape);
  }
}
