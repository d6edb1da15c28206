package torch4j.distributions;

import java.util.Arrays;
import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.TensorOptions;
import torch4j.Torch;

/**
 * The distribution of class indices, by the probabilities in the last dimension. Same as {@code
 * torch.distributions.Categorical}.
 */
public final class Categorical extends Distribution {
  private final Probabilities probabilities;

  /**
   * The distribution of these probabilities. Same as {@code Categorical(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Categorical(Tensor probs) {
    this(probs, true, null);
  }

  /**
   * The distribution of these probabilities. Same as {@code Categorical(probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Categorical ofProbs(Tensor probs) {
    return new Categorical(probs, true, null);
  }

  /**
   * The distribution of these probabilities, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Categorical ofProbs(Tensor probs, boolean validateArgs) {
    return new Categorical(probs, true, validateArgs);
  }

  /**
   * The distribution of these logits. Same as {@code Categorical(logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Categorical ofLogits(Tensor logits) {
    return new Categorical(logits, false, null);
  }

  /**
   * The distribution of these logits, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static Categorical ofLogits(Tensor logits, boolean validateArgs) {
    return new Categorical(logits, false, validateArgs);
  }

  /** One of classes, checked if the flag is set, or null and that is the default. */
  Categorical(Tensor given, boolean isProbs, Boolean validateArgs) {
    this(Probabilities.ofClasses(given, isProbs), validateArgs);
  }

  private Categorical(Probabilities probabilities, Boolean validateArgs) {
    super(
        Operators.withoutLast(probabilities.parameter().shape(), 1),
        Operators.NO_SHAPE,
        validateArgs);
    this.probabilities = probabilities;
    checkArguments();
  }

  private Categorical(Categorical like, long... batchShape) {
    super(like, batchShape);
    this.probabilities = like.probabilities.expand(Operators.join(batchShape, like.numEvents()));
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

  /** What was given: probabilities or logits. */
  Tensor parameter() {
    return probabilities.parameter();
  }

  /** The number of classes. */
  long numEvents() {
    return parameter().size(-1);
  }

  @Override
  protected List<Argument> arguments() {
    return probabilities.arguments(Constraints.simplex, Constraints.realVector);
  }

  @Override
  public Categorical expand(long... batchShape) {
    return new Categorical(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.integerInterval(0, numEvents() - 1);
  }

  @Override
  public boolean hasEnumerateSupport() {
    return true;
  }

  @Override
  public Tensor mean() {
    return Operators.full(extendedShape(), Double.NaN, probs());
  }

  @Override
  public Tensor mode() {
    return probs().argmax(-1);
  }

  @Override
  public Tensor variance() {
    return Operators.full(extendedShape(), Double.NaN, probs());
  }

  @Override
  public Tensor sample(long... sampleShape) {
    Operators.required("sampleShape", sampleShape);
    long count = Arrays.stream(sampleShape).reduce(1, (a, b) -> a * b);
    Tensor rows = probs().reshape(-1, numEvents());
    return rows.multinomial(count, true).T().reshape(extendedShape(sampleShape));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    List<Tensor> both = Torch.broadcastTensors(List.of(value.toLong().unsqueeze(-1), logits()));
    return both.get(1).gather(-1, both.get(0).narrow(-1, 0, 1)).squeeze(-1);
  }

  @Override
  public Tensor entropy() {
    Tensor logits = logits().clamp(Operators.lowest(logits()));
    return logits.mul(probs()).sum(-1).neg();
  }

  @Override
  public Tensor enumerateSupport(boolean expand) {
    long[] batchShape = batchShape();
    TensorOptions options = TensorOptions.options().dtype(DType.int64).device(parameter().device());
    Tensor values = Torch.arange(numEvents(), options);
    values = values.view(Operators.join(new long[] {-1}, Operators.ones(batchShape.length)));
    return expand ? values.expand(Operators.join(new long[] {-1}, batchShape)) : values;
  }
}
