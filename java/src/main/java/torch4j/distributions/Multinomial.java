package torch4j.distributions;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The distribution of how often each class is drawn in so many draws. Same as {@code
 * torch.distributions.Multinomial}.
 */
public final class Multinomial extends Distribution {
  private final Categorical categorical;
  private final long totalCount;

  /**
   * The distribution of these probabilities. Same as {@code Multinomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Multinomial(long totalCount, Tensor probs) {
    this(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Multinomial(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Multinomial ofProbs(long totalCount, Tensor probs) {
    return new Multinomial(totalCount, probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Multinomial ofProbs(long totalCount, Tensor probs, boolean validateArgs) {
    return new Multinomial(totalCount, probs, true, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code Multinomial(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Multinomial ofLogits(long totalCount, Tensor logits) {
    return new Multinomial(totalCount, logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Multinomial ofLogits(long totalCount, Tensor logits, boolean validateArgs) {
    return new Multinomial(totalCount, logits, false, validateArgs);
  }

  private Multinomial(long totalCount, Tensor given, boolean isProbs, Boolean validateArgs) {
    this(totalCount, new Categorical(given, isProbs, null), validateArgs);
  }

  private Multinomial(long totalCount, Categorical categorical, Boolean validateArgs) {
    super(categorical.batchShape(), Operators.last(categorical.paramShape(), 1), validateArgs);
    this.totalCount = totalCount;
    this.categorical = categorical;
    binomial(); // checks the total count
    checkArguments();
  }

  private Multinomial(Multinomial like, long... batchShape) {
    super(like, batchShape);
    this.totalCount = like.totalCount;
    this.categorical = like.categorical.expand(batchShape);
  }

  private Binomial binomial() {
    return new Binomial(totalCount, probs());
  }

  /** The number of draws. Same as {@code total_count}. */
  public long totalCount() {
    return totalCount;
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
  public Multinomial expand(long... batchShape) {
    return new Multinomial(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.multinomial(totalCount);
  }

  @Override
  public Tensor mean() {
    return probs().mul(totalCount);
  }

  @Override
  public Tensor variance() {
    return probs().mul(totalCount).mul(Operators.oneMinus(probs()));
  }

  @Override
  public Tensor sample(long... sampleShape) {
    Operators.required("sampleShape", sampleShape);
    Tensor samples = categorical.sample(Operators.join(new long[] {totalCount}, sampleShape));
    int dims = (int) samples.dim();
    var lastDraws = new long[dims];
    Arrays.setAll(lastDraws, i -> (i + 1) % dims);
    Tensor drawn = samples.permute(lastDraws);
    Tensor counts = drawn.newZeros(extendedShape(sampleShape));
    counts.scatterAdd_(-1, drawn, Torch.onesLike(drawn));
    return counts.typeAs(probs());
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor[] both = Operators.broadcastAll(logits(), value);
    Tensor logFactorialN = both[1].sum(-1).add(1L).lgamma();
    Tensor logFactorials = both[1].add(1L).lgamma().sum(-1);
    Tensor isNever = both[1].eq(0L).bitwiseAnd(both[0].eq(-Operators.INF));
    Tensor logPowers = both[0].maskedFill(isNever, 0L).mul(both[1]).sum(-1);
    return logFactorialN.sub(logFactorials).add(logPowers);
  }

  @Override
  public Tensor entropy() {
    Tensor n = Torch.tensor(totalCount);
    Tensor draws = n.mul(categorical.entropy()).sub(n.add(1L).lgamma());
    Binomial binomial = binomial();
    Tensor support = binomial.enumerateSupport(false).narrow(0, 1, totalCount);
    Tensor probabilities = binomial.logProb(support).exp();
    return draws.add(probabilities.mul(support.add(1L).lgamma()).sum(0, -1));
  }
}
