package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/**
 * The distribution of one-hot vectors, by the probabilities in the last dimension. Same as {@code
 * torch.distributions.OneHotCategorical}.
 */
public class OneHotCategorical extends Distribution {
  private final Categorical categorical;

  /**
   * The distribution of these probabilities. Same as {@code OneHotCategorical(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public OneHotCategorical(Tensor probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code OneHotCategorical(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategorical ofProbs(Tensor probs) {
    return new OneHotCategorical(probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategorical ofProbs(Tensor probs, boolean validateArgs) {
    return new OneHotCategorical(probs, true, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code OneHotCategorical(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategorical ofLogits(Tensor logits) {
    return new OneHotCategorical(logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static OneHotCategorical ofLogits(Tensor logits, boolean validateArgs) {
    return new OneHotCategorical(logits, false, validateArgs);
  }

  /** One of classes, checked if the flag is set, or null and that is the default. */
  OneHotCategorical(Tensor given, boolean isProbs, Boolean validateArgs) {
    this(new Categorical(given, isProbs, null), validateArgs);
  }

  private OneHotCategorical(Categorical categorical, Boolean validateArgs) {
    super(categorical.batchShape(), Operators.last(categorical.paramShape(), 1), validateArgs);
    this.categorical = categorical;
    checkArguments();
  }

  /** One like another, for a batch of another shape. */
  OneHotCategorical(OneHotCategorical like, long... batchShape) {
    super(like, batchShape);
    this.categorical = like.categorical.expand(batchShape);
  }

  /** The probabilities. Same as {@code probs}. */
  public final Tensor probs() {
    return categorical.probs();
  }

  /** The logits. Same as {@code logits}. */
  public final Tensor logits() {
    return categorical.logits();
  }

  /** The shape of the parameter. Same as {@code param_shape}. */
  public final long[] paramShape() {
    return categorical.paramShape();
  }

  /** The distribution of the indices. */
  final Categorical categorical() {
    return categorical;
  }

  @Override
  protected final List<Argument> arguments() {
    return List.of(
        new Argument("probs", probs(), Constraints.simplex, false),
        new Argument("logits", logits(), Constraints.realVector, false));
  }

  @Override
  public OneHotCategorical expand(long... batchShape) {
    return new OneHotCategorical(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.oneHot;
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
    return Operators.oneHot(probs().argmax(-1), probs().size(-1)).to(probs());
  }

  @Override
  public Tensor variance() {
    return probs().mul(Operators.oneMinus(probs()));
  }

  @Override
  public Tensor sample(long... sampleShape) {
    return Operators.oneHot(categorical.sample(sampleShape), categorical.numEvents()).to(probs());
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    return categorical.logProb(value.max(-1).indices());
  }

  @Override
  public Tensor entropy() {
    return categorical.entropy();
  }

  @Override
  public Tensor enumerateSupport(boolean expand) {
    long n = eventShape()[0];
    long[] batchShape = batchShape();
    Tensor values = Operators.eye(n, categorical.parameter());
    values =
        values.view(
            Operators.join(Operators.join(new long[] {n}, Operators.ones(batchShape.length)), n));
    return expand
        ? values.expand(Operators.join(Operators.join(new long[] {n}, batchShape), n))
        : values;
  }
}
