package torch4j.distributions;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The binomial distribution: the number of successes in so many trials. Same as {@code
 * torch.distributions.Binomial}.
 */
public final class Binomial extends Distribution {
  private final Tensor totalCount;
  private final Probabilities probabilities;

  /**
   * The distribution of these probabilities. Same as {@code Binomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Binomial(long totalCount, Tensor probs) {
    this(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Binomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Binomial(long totalCount, double probs) {
    this(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Binomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Binomial(Tensor totalCount, Tensor probs) {
    this(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Binomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofProbs(long totalCount, Tensor probs) {
    return new Binomial(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofProbs(long totalCount, Tensor probs, boolean validateArgs) {
    return new Binomial(totalCount, probs, true, validateArgs);
  }

  /**
   * The distribution of these probabilities. Same as {@code Binomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofProbs(long totalCount, double probs) {
    return new Binomial(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Binomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofProbs(Tensor totalCount, Tensor probs) {
    return new Binomial(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofProbs(Tensor totalCount, Tensor probs, boolean validateArgs) {
    return new Binomial(totalCount, probs, true, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code Binomial(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofLogits(long totalCount, Tensor logits) {
    return new Binomial(totalCount, logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofLogits(long totalCount, Tensor logits, boolean validateArgs) {
    return new Binomial(totalCount, logits, false, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code Binomial(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofLogits(long totalCount, double logits) {
    return new Binomial(totalCount, logits, false, null);
  }

  /**
   * The distribution of these logits. Same as {@code Binomial(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofLogits(Tensor totalCount, Tensor logits) {
    return new Binomial(totalCount, logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Binomial ofLogits(Tensor totalCount, Tensor logits, boolean validateArgs) {
    return new Binomial(totalCount, logits, false, validateArgs);
  }

  private Binomial(Object totalCount, Object given, boolean isProbs, Boolean validateArgs) {
    this(
        Operators.parameters(
            isProbs ? "totalCount, probs" : "totalCount, logits", totalCount, given),
        isProbs,
        validateArgs);
  }

  private Binomial(Tensor[] both, boolean isProbs, Boolean validateArgs) {
    super(both[1].shape(), Operators.NO_SHAPE, validateArgs);
    this.totalCount = both[0].typeAs(both[1]);
    this.probabilities = Probabilities.ofBinary(both[1], isProbs);
    checkArguments();
  }

  private Binomial(Binomial like, long... batchShape) {
    super(like, batchShape);
    this.totalCount = like.totalCount.expand(batchShape);
    this.probabilities = like.probabilities.expand(batchShape);
  }

  /** The number of trials. Same as {@code total_count}. */
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
    arguments.add(new Argument("total_count", totalCount, Constraints.nonnegativeInteger));
    arguments.addAll(probabilities.arguments(Constraints.unitInterval, Constraints.real));
    return arguments;
  }

  @Override
  public Binomial expand(long... batchShape) {
    return new Binomial(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.integerInterval(0, totalCount);
  }

  @Override
  public boolean hasEnumerateSupport() {
    return true;
  }

  @Override
  public Tensor mean() {
    return totalCount.mul(probs());
  }

  @Override
  public Tensor mode() {
    return Torch.clamp(totalCount.add(1L).mul(probs()).floor(), null, totalCount);
  }

  @Override
  public Tensor variance() {
    return totalCount.mul(probs()).mul(Operators.oneMinus(probs()));
  }

  @Override
  public Tensor sample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    return Operators.withoutGrad(
        () -> Torch.binomial(totalCount.expand(shape), probs().expand(shape)));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor logits = logits();
    Tensor logFactorialN = totalCount.add(1L).lgamma();
    Tensor logFactorialK = value.add(1L).lgamma();
    Tensor logFactorialRest = totalCount.sub(value).add(1L).lgamma();
    Tensor normalizer =
        totalCount
            .mul(clampedByZero(logits))
            .add(totalCount.mul(logits.abs().neg().exp().log1p()))
            .sub(logFactorialN);
    return value.mul(logits).sub(logFactorialK).sub(logFactorialRest).sub(normalizer);
  }

  // clamp(x, min=0), with a gradient of 1/2 at 0.
  private static Tensor clampedByZero(Tensor x) {
    return x.clamp(0L).add(x).sub(Torch.clamp(x, null, (Number) 0L)).div(2L);
  }

  @Override
  public Tensor entropy() {
    Tensor logProb = logProb(enumerateSupport(false));
    return logProb.exp().mul(logProb).sum(0).neg();
  }

  @Override
  public Tensor enumerateSupport(boolean expand) {
    long count = (long) totalCount.max().itemDouble();
    if (totalCount.min().itemDouble() != count) {
      throw unsupported("enumerateSupport of different total counts");
    }
    long[] batchShape = batchShape();
    Tensor values = Operators.arange(1 + count, probabilities.parameter());
    values = values.view(Operators.join(new long[] {-1}, Operators.ones(batchShape.length)));
    return expand ? values.expand(Operators.join(new long[] {-1}, batchShape)) : values;
  }
}
