package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The geometric distribution: the number of failures before the first success. Same as {@code
 * torch.distributions.Geometric}.
 */
public final class Geometric extends Distribution {
  private final Probabilities probabilities;

  /**
   * The distribution of these probabilities. Same as {@code Geometric(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Geometric(Tensor probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Geometric(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Geometric(double probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Geometric(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Geometric ofProbs(Tensor probs) {
    return new Geometric(probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Geometric ofProbs(Tensor probs, boolean validateArgs) {
    return new Geometric(probs, true, validateArgs);
  }

  /**
   * The distribution of these probabilities. Same as {@code Geometric(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Geometric ofProbs(double probs) {
    return new Geometric(probs, true, null);
  }

  /**
   * The distribution of these logits. Same as {@code Geometric(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Geometric ofLogits(Tensor logits) {
    return new Geometric(logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Geometric ofLogits(Tensor logits, boolean validateArgs) {
    return new Geometric(logits, false, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code Geometric(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Geometric ofLogits(double logits) {
    return new Geometric(logits, false, null);
  }

  private Geometric(Object given, boolean isProbs, Boolean validateArgs) {
    this(
        Probabilities.ofBinary(
            Operators.parameters(isProbs ? "probs" : "logits", given)[0], isProbs),
        validateArgs);
  }

  private Geometric(Probabilities probabilities, Boolean validateArgs) {
    super(probabilities.parameter().shape(), Operators.NO_SHAPE, validateArgs);
    this.probabilities = probabilities;
    checkArguments();
    checkPositive();
  }

  // An extra check beyond the unit interval.
  private void checkPositive() {
    Tensor probs = probabilities.knownProbs();
    if (validatesArguments() && probs != null && !Operators.isAll(probs.gt(0L))) {
      throw new IllegalArgumentException(
          "Geometric: probs: got a tensor of shape "
              + Operators.tuple(probs.shape())
              + ", expected positive values:\n"
              + probs);
    }
  }

  private Geometric(Geometric like, long... batchShape) {
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
  public Geometric expand(long... batchShape) {
    return new Geometric(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegativeInteger;
  }

  @Override
  public Tensor mean() {
    return Operators.over(1.0, probs()).sub(1.0);
  }

  @Override
  public Tensor mode() {
    return Torch.zerosLike(probs());
  }

  @Override
  public Tensor variance() {
    return Operators.over(1.0, probs()).sub(1.0).div(probs());
  }

  @Override
  public Tensor sample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    return Operators.withoutGrad(
        () -> {
          Tensor u = probs().newEmpty(shape).uniform_(Operators.tiny(probs()), 1);
          return u.log().div(probs().neg().log1p()).floor();
        });
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor[] both = Operators.broadcastAll(value, probs());
    Tensor isCertain = both[1].eq(1L).bitwiseAnd(both[0].eq(0L));
    Tensor safe = both[1].maskedFill(isCertain, 0L);
    return both[0].mul(safe.neg().log1p()).add(probs().log());
  }

  @Override
  public Tensor entropy() {
    return Operators.binaryCrossEntropyWithLogits(logits(), probs()).div(probs());
  }
}
