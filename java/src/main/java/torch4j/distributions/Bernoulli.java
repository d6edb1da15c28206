package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/** The Bernoulli distribution, of 0 and 1. Same as {@code torch.distributions.Bernoulli}. */
public final class Bernoulli extends ExponentialFamily {
  private final Probabilities probabilities;

  /**
   * The distribution of these probabilities. Same as {@code Bernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Bernoulli(Tensor probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Bernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Bernoulli(double probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Bernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Bernoulli ofProbs(Tensor probs) {
    return new Bernoulli(probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Bernoulli ofProbs(Tensor probs, boolean validateArgs) {
    return new Bernoulli(probs, true, validateArgs);
  }

  /**
   * The distribution of these probabilities. Same as {@code Bernoulli(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Bernoulli ofProbs(double probs) {
    return new Bernoulli(probs, true, null);
  }

  /**
   * The distribution of these logits. Same as {@code Bernoulli(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Bernoulli ofLogits(Tensor logits) {
    return new Bernoulli(logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Bernoulli ofLogits(Tensor logits, boolean validateArgs) {
    return new Bernoulli(logits, false, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code Bernoulli(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Bernoulli ofLogits(double logits) {
    return new Bernoulli(logits, false, null);
  }

  private Bernoulli(Object given, boolean isProbs, Boolean validateArgs) {
    this(
        Probabilities.ofBinary(
            Operators.parameters(isProbs ? "probs" : "logits", given)[0], isProbs),
        validateArgs);
  }

  private Bernoulli(Probabilities probabilities, Boolean validateArgs) {
    super(probabilities.parameter().shape(), Operators.NO_SHAPE, validateArgs);
    this.probabilities = probabilities;
    checkArguments();
  }

  private Bernoulli(Bernoulli like, long... batchShape) {
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
  public Bernoulli expand(long... batchShape) {
    return new Bernoulli(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.bool;
  }

  @Override
  public boolean hasEnumerateSupport() {
    return true;
  }

  @Override
  public Tensor mean() {
    return probs();
  }

  @Override
  public Tensor mode() {
    Tensor probs = probs();
    return probs.ge(0.5).to(probs).maskedFill(probs.eq(0.5), Double.NaN);
  }

  @Override
  public Tensor variance() {
    return probs().mul(Operators.oneMinus(probs()));
  }

  @Override
  public Tensor sample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    return Operators.withoutGrad(() -> probs().expand(shape).bernoulli());
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor[] both = Operators.broadcastAll(logits(), value);
    return Operators.binaryCrossEntropyWithLogits(both[0], both[1]).neg();
  }

  @Override
  public Tensor entropy() {
    return Operators.binaryCrossEntropyWithLogits(logits(), probs());
  }

  @Override
  public Tensor enumerateSupport(boolean expand) {
    long[] batchShape = batchShape();
    Tensor values = Operators.arange(2, probabilities.parameter());
    values = values.view(Operators.join(new long[] {-1}, Operators.ones(batchShape.length)));
    return expand ? values.expand(Operators.join(new long[] {-1}, batchShape)) : values;
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(probs().logit());
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    return naturalParams.get(0).exp().log1p();
  }
}
