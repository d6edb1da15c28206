package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/**
 * A one-hot distribution relaxed to probability vectors. Same as {@code
 * torch.distributions.RelaxedOneHotCategorical}.
 */
public final class RelaxedOneHotCategorical extends TransformedDistribution {

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedOneHotCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public RelaxedOneHotCategorical(Tensor temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedOneHotCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public RelaxedOneHotCategorical(double temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedOneHotCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofProbs(Tensor temperature, Tensor probs) {
    return new RelaxedOneHotCategorical(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofProbs(
      Tensor temperature, Tensor probs, boolean validateArgs) {
    return new RelaxedOneHotCategorical(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * RelaxedOneHotCategorical(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofProbs(double temperature, Tensor probs) {
    return new RelaxedOneHotCategorical(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofProbs(
      double temperature, Tensor probs, boolean validateArgs) {
    return new RelaxedOneHotCategorical(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * RelaxedOneHotCategorical(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofLogits(Tensor temperature, Tensor logits) {
    return new RelaxedOneHotCategorical(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofLogits(
      Tensor temperature, Tensor logits, boolean validateArgs) {
    return new RelaxedOneHotCategorical(temperature, logits, false, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * RelaxedOneHotCategorical(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofLogits(double temperature, Tensor logits) {
    return new RelaxedOneHotCategorical(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static RelaxedOneHotCategorical ofLogits(
      double temperature, Tensor logits, boolean validateArgs) {
    return new RelaxedOneHotCategorical(temperature, logits, false, validateArgs);
  }

  private RelaxedOneHotCategorical(
      Object temperature, Tensor given, boolean isProbs, Boolean validateArgs) {
    super(
        new ExpRelaxedCategorical(temperature, given, isProbs, validateArgs),
        List.of(new ExpTransform()),
        validateArgs);
    checkArguments();
  }

  private RelaxedOneHotCategorical(RelaxedOneHotCategorical like, long... batchShape) {
    super(like, batchShape);
  }

  private ExpRelaxedCategorical base() {
    return (ExpRelaxedCategorical) baseDist();
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
        new Argument("probs", probs(), Constraints.simplex, false),
        new Argument("logits", logits(), Constraints.realVector, false));
  }

  @Override
  public Constraint support() {
    return Constraints.simplex;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public RelaxedOneHotCategorical expand(long... batchShape) {
    return new RelaxedOneHotCategorical(this, batchShape);
  }
}
