package torch4j.distributions;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The negative binomial distribution: the number of successes before so many failures. Same as
 * {@code torch.distributions.NegativeBinomial}.
 */
public final class NegativeBinomial extends Distribution {
  private final Tensor totalCount;
  private final Probabilities probabilities;

  /**
   * The distribution of these probabilities. Same as {@code NegativeBinomial(total_count,
   * probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public NegativeBinomial(double totalCount, Tensor probs) {
    this(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code NegativeBinomial(total_count,
   * probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public NegativeBinomial(double totalCount, double probs) {
    this(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code NegativeBinomial(total_count,
   * probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public NegativeBinomial(Tensor totalCount, Tensor probs) {
    this(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code NegativeBinomial(total_count,
   * probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofProbs(double totalCount, Tensor probs) {
    return new NegativeBinomial(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofProbs(double totalCount, Tensor probs, boolean validateArgs) {
    return new NegativeBinomial(totalCount, probs, true, validateArgs);
  }

  /**
   * The distribution of these probabilities. Same as {@code NegativeBinomial(total_count,
   * probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofProbs(double totalCount, double probs) {
    return new NegativeBinomial(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code NegativeBinomial(total_count,
   * probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofProbs(Tensor totalCount, Tensor probs) {
    return new NegativeBinomial(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofProbs(Tensor totalCount, Tensor probs, boolean validateArgs) {
    return new NegativeBinomial(totalCount, probs, true, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code NegativeBinomial(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofLogits(double totalCount, Tensor logits) {
    return new NegativeBinomial(totalCount, logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofLogits(double totalCount, Tensor logits, boolean validateArgs) {
    return new NegativeBinomial(totalCount, logits, false, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code NegativeBinomial(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofLogits(double totalCount, double logits) {
    return new NegativeBinomial(totalCount, logits, false, null);
  }

  /**
   * The distribution of these logits. Same as {@code NegativeBinomial(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofLogits(Tensor totalCount, Tensor logits) {
    return new NegativeBinomial(totalCount, logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static NegativeBinomial ofLogits(Tensor totalCount, Tensor logits, boolean validateArgs) {
    return new NegativeBinomial(totalCount, logits, false, validateArgs);
  }

  private NegativeBinomial(Object totalCount, Object given, boolean isProbs, Boolean validateArgs) {
    this(
        Operators.parameters(
            isProbs ? "totalCount, probs" : "totalCount, logits", totalCount, given),
        isProbs,
        validateArgs);
  }

  private NegativeBinomial(Tensor[] both, boolean isProbs, Boolean validateArgs) {
    super(both[1].shape(), Operators.NO_SHAPE, validateArgs);
    this.totalCount = both[0].typeAs(both[1]);
    this.probabilities = Probabilities.ofBinary(both[1], isProbs);
    checkArguments();
  }

  private NegativeBinomial(NegativeBinomial like, long... batchShape) {
    super(like, batchShape);
    this.totalCount = like.totalCount.expand(batchShape);
    this.probabilities = like.probabilities.expand(batchShape);
  }

  /** The number of failures. Same as {@code total_count}. */
  public Tensor totalCount() {
    return totalCount;
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
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument("total_count", totalCount, Constraints.nonnegativeNumber));
    arguments.addAll(
        probabilities.arguments(Constraints.halfOpenInterval(0.0, 1.0), Constraints.real));
    return arguments;
  }

  @Override
  public NegativeBinomial expand(long... batchShape) {
    return new NegativeBinomial(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegativeInteger;
  }

  @Override
  public Tensor mean() {
    return totalCount.mul(logits().exp());
  }

  @Override
  public Tensor mode() {
    return totalCount.sub(1L).mul(logits().exp()).floor().clamp(0.0);
  }

  @Override
  public Tensor variance() {
    return mean().div(logits().neg().sigmoid());
  }

  @Override
  public Tensor sample(long... sampleShape) {
    return Operators.withoutGrad(() -> Torch.poisson(gamma().sample(sampleShape)));
  }

  // Not checked, because the total count can be 0.
  private Gamma gamma() {
    return Gamma.checked(totalCount, logits().neg().exp(), false);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor logits = logits();
    Tensor logUnnormalized =
        totalCount
            .mul(Operators.logSigmoid(logits.neg()))
            .add(value.mul(Operators.logSigmoid(logits)));
    Tensor normalizer =
        totalCount.add(value).lgamma().neg().add(value.add(1.0).lgamma()).add(totalCount.lgamma());
    return logUnnormalized.sub(normalizer.maskedFill(totalCount.add(value).eq(0.0), 0.0));
  }
}
