package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The logits of a {@link RelaxedBernoulli}. Same as {@code
 * torch.distributions.relaxed_bernoulli.LogitRelaxedBernoulli}.
 */
public final class LogitRelaxedBernoulli extends Distribution {
  private final Tensor temperature;
  private final Probabilities probabilities;

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * LogitRelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogitRelaxedBernoulli(Tensor temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * LogitRelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogitRelaxedBernoulli(double temperature, Tensor probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * LogitRelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogitRelaxedBernoulli(double temperature, double probs) {
    this(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * LogitRelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofProbs(Tensor temperature, Tensor probs) {
    return new LogitRelaxedBernoulli(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofProbs(
      Tensor temperature, Tensor probs, boolean validateArgs) {
    return new LogitRelaxedBernoulli(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * LogitRelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofProbs(double temperature, Tensor probs) {
    return new LogitRelaxedBernoulli(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these probabilities, which are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofProbs(
      double temperature, Tensor probs, boolean validateArgs) {
    return new LogitRelaxedBernoulli(temperature, probs, true, validateArgs);
  }

  /**
   * The distribution of a temperature and of these probabilities. Same as {@code
   * LogitRelaxedBernoulli(total_count, probs=probs)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofProbs(double temperature, double probs) {
    return new LogitRelaxedBernoulli(temperature, probs, true, null);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * LogitRelaxedBernoulli(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofLogits(Tensor temperature, Tensor logits) {
    return new LogitRelaxedBernoulli(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofLogits(
      Tensor temperature, Tensor logits, boolean validateArgs) {
    return new LogitRelaxedBernoulli(temperature, logits, false, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * LogitRelaxedBernoulli(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofLogits(double temperature, Tensor logits) {
    return new LogitRelaxedBernoulli(temperature, logits, false, null);
  }

  /**
   * The distribution of a temperature and of these logits, which are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofLogits(
      double temperature, Tensor logits, boolean validateArgs) {
    return new LogitRelaxedBernoulli(temperature, logits, false, validateArgs);
  }

  /**
   * The distribution of a temperature and of these logits. Same as {@code
   * LogitRelaxedBernoulli(total_count, logits=logits)}.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public static LogitRelaxedBernoulli ofLogits(double temperature, double logits) {
    return new LogitRelaxedBernoulli(temperature, logits, false, null);
  }

  /** One that is checked if the flag is set, or null and that is the default. */
  LogitRelaxedBernoulli(Object temperature, Object given, boolean isProbs, Boolean validateArgs) {
    this(
        temperature,
        Operators.parameters(isProbs ? "probs" : "logits", given)[0],
        isProbs,
        validateArgs);
  }

  private LogitRelaxedBernoulli(
      Object temperature, Tensor given, boolean isProbs, Boolean validateArgs) {
    super(
        Operators.required(isProbs ? "probs" : "logits", given).shape(),
        Operators.NO_SHAPE,
        validateArgs);
    this.temperature = temperature(temperature, given);
    this.probabilities = Probabilities.ofBinary(given, isProbs);
    checkArguments();
  }

  private LogitRelaxedBernoulli(LogitRelaxedBernoulli like, long... batchShape) {
    super(like, batchShape);
    this.temperature = like.temperature;
    this.probabilities = like.probabilities.expand(batchShape);
  }

  /** The temperature, which is a tensor as in Python. */
  static Tensor temperature(Object temperature, Tensor like) {
    if (temperature == null) {
      throw new IllegalArgumentException("temperature: got null, expected a tensor or a number");
    }
    return temperature instanceof Tensor tensor
        ? tensor
        : Torch.scalarTensor((Double) temperature, Operators.kindOf(like));
  }

  /** The temperature. Same as {@code temperature}. */
  public Tensor temperature() {
    return temperature;
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
  public LogitRelaxedBernoulli expand(long... batchShape) {
    return new LogitRelaxedBernoulli(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.real;
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    Tensor probs = Operators.clampProbs(probs().expand(shape));
    Tensor uniforms = Operators.clampProbs(Operators.rand(shape, probs));
    return uniforms
        .log()
        .sub(uniforms.neg().log1p())
        .add(probs.log())
        .sub(probs.neg().log1p())
        .div(temperature);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor[] both = Operators.broadcastAll(logits(), value);
    Tensor difference = both[0].sub(both[1].mul(temperature));
    return temperature.log().add(difference).sub(difference.exp().log1p().mul(2L));
  }
}
