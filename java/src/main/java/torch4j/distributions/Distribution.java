package torch4j.distributions;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import torch4j.Tensor;

/**
 * A probability distribution, of a batch of parameters. Same as {@code
 * torch.distributions.Distribution}.
 *
 * <p>What a distribution does not implement is an {@link UnsupportedOperationException}. A subclass
 * of one's own ends its constructor with {@link #checkArguments()}.
 */
public abstract class Distribution {
  private static volatile boolean validatesByDefault = true;

  private final long[] batchShape;
  private final long[] eventShape;
  private final boolean validatesArguments;

  /**
   * The shapes of a distribution, whose parameters are not checked yet.
   *
   * @param validateArgs whether parameters and values are checked; null: the default
   */
  protected Distribution(long[] batchShape, long[] eventShape, Boolean validateArgs) {
    this.batchShape = Operators.required("batchShape", batchShape).clone();
    this.eventShape = eventShape.clone();
    this.validatesArguments = validateArgs == null ? validatesByDefault : validateArgs;
  }

  /** A distribution like another one, for a batch of another shape; it is not checked again. */
  protected Distribution(Distribution like, long[] batchShape) {
    this(batchShape, like.eventShape, like.validatesArguments);
  }

  /**
   * Whether distributions check their parameters, and the values they are asked about, unless their
   * constructor is told otherwise: true at first. For all threads. Same as {@code
   * Distribution.set_default_validate_args}.
   */
  public static void setDefaultValidateArgs(boolean value) {
    validatesByDefault = value;
  }

  /** The shape of the batch of parameters. Same as {@code batch_shape}. */
  public final long[] batchShape() {
    return batchShape.clone();
  }

  /** The shape of one sample without the batch. Same as {@code event_shape}. */
  public final long[] eventShape() {
    return eventShape.clone();
  }

  /** The parameters, with what they have to satisfy; in Python's order. */
  protected List<Argument> arguments() {
    return List.of();
  }

  /** What the parameters have to satisfy, by Python's names. Same as {@code arg_constraints}. */
  public final Map<String, Constraint> argConstraints() {
    Map<String, Constraint> constraints = new LinkedHashMap<>();
    arguments().forEach(argument -> constraints.put(argument.name(), argument.constraint()));
    return constraints;
  }

  /** What all samples satisfy. Same as {@code support}. */
  public Constraint support() {
    throw unsupported("support");
  }

  /** Whether {@link #rsample} has gradients. Same as {@code has_rsample}. */
  public boolean hasRsample() {
    return false;
  }

  /** Whether {@link #enumerateSupport} is there. Same as {@code has_enumerate_support}. */
  public boolean hasEnumerateSupport() {
    return false;
  }

  /** The mean. Same as {@code mean}. */
  public Tensor mean() {
    throw unsupported("mean");
  }

  /** The most probable value. Same as {@code mode}. */
  public Tensor mode() {
    throw unsupported("mode");
  }

  /** The variance. Same as {@code variance}. */
  public Tensor variance() {
    throw unsupported("variance");
  }

  /** The standard deviation. Same as {@code stddev}. */
  public Tensor stddev() {
    return variance().sqrt();
  }

  /**
   * Samples of shape {@code [sampleShape, batchShape, eventShape]}, without gradients. Same as
   * {@code sample(sample_shape)}.
   */
  public Tensor sample(long... sampleShape) {
    return Operators.withoutGrad(() -> rsample(sampleShape));
  }

  /**
   * Samples through which gradients flow to the parameters. Same as {@code rsample(sample_shape)}.
   *
   * @throws UnsupportedOperationException unless {@link #hasRsample()}
   */
  public Tensor rsample(long... sampleShape) {
    Operators.required("sampleShape", sampleShape);
    throw unsupported("rsample");
  }

  /**
   * The logarithm of the probability, or of its density, at a value. Same as {@code
   * log_prob(value)}.
   *
   * @throws IllegalArgumentException if the value is outside the support, or its shape does not fit
   */
  public Tensor logProb(Tensor value) {
    throw unsupported("logProb");
  }

  /**
   * The probability of a value at most as large. Same as {@code cdf(value)}.
   *
   * @throws IllegalArgumentException if the value is outside the support, or its shape does not fit
   */
  public Tensor cdf(Tensor value) {
    requireValue(value);
    throw unsupported("cdf");
  }

  /** The value of which {@link #cdf} is this probability. Same as {@code icdf(value)}. */
  public Tensor icdf(Tensor value) {
    requireValue(value);
    throw unsupported("icdf");
  }

  /** The entropy, in nats. Same as {@code entropy()}. */
  public Tensor entropy() {
    throw unsupported("entropy");
  }

  /** The exponential of the entropy. Same as {@code perplexity()}. */
  public Tensor perplexity() {
    return entropy().exp();
  }

  /**
   * All values of a discrete distribution, in the first dimension. Same as {@code
   * enumerate_support()}.
   */
  public final Tensor enumerateSupport() {
    return enumerateSupport(true);
  }

  /**
   * All values of a discrete distribution, in the first dimension. Same as {@code
   * enumerate_support(expand)}.
   *
   * @param expand whether for the whole batch; else the batch's dimensions are of size 1
   */
  public Tensor enumerateSupport(boolean expand) {
    throw unsupported("enumerateSupport");
  }

  /** The same distribution for a larger batch; nothing is copied. Same as {@code expand}. */
  public Distribution expand(long... batchShape) {
    throw unsupported("expand");
  }

  /** The shape of samples: {@code _extended_shape}. */
  protected final long[] extendedShape(long... sampleShape) {
    return Operators.join(
        Operators.join(Operators.required("sampleShape", sampleShape), batchShape), eventShape);
  }

  /** Whether parameters and values are checked. */
  protected final boolean validatesArguments() {
    return validatesArguments;
  }

  /** The exception for what this distribution does not have. */
  protected final UnsupportedOperationException unsupported(String method) {
    return new UnsupportedOperationException(
        getClass().getSimpleName() + ": " + method + ": there is none for it, as in Python");
  }

  /**
   * Checks the parameters, if this distribution checks them at all.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  protected final void checkArguments() {
    check(arguments());
  }

  /** Checks parameters that the distribution does not have yet. */
  final void check(List<Argument> arguments) {
    if (!validatesArguments) {
      return;
    }
    for (Argument argument : arguments) {
      if (argument.value() != null && !isSatisfied(argument.constraint(), argument.value())) {
        throw refused(argument.name(), argument.value(), argument.constraint().toString());
      }
    }
  }

  /**
   * Checks a value whose probability is asked for, if this distribution checks them at all.
   *
   * @throws IllegalArgumentException if it is outside the support, or its shape does not fit
   */
  protected final void checkValue(Tensor value) {
    requireValue(value);
    if (!validatesArguments) {
      return;
    }
    checkShape(value.shape());
    Constraint support = support();
    if (!isSatisfied(support, value)) {
      throw refused("value", value, "values within the support " + support);
    }
  }

  /** Refuses null. */
  final void requireValue(Tensor value) {
    if (value == null) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + ": value: got null, expected a tensor");
    }
  }

  private void checkShape(long[] shape) {
    long[] expected = extendedShape();
    int shared = Math.min(shape.length, expected.length);
    boolean isEvent = shape.length >= eventShape.length;
    for (int i = 1; i <= shared; i++) {
      long size = shape[shape.length - i];
      long wanted = expected[expected.length - i];
      boolean fits =
          i <= eventShape.length ? size == wanted : size == 1 || wanted == 1 || size == wanted;
      isEvent &= fits;
    }
    if (!isEvent) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": value: got shape "
              + Arrays.toString(shape)
              + ", expected one that ends with event_shape "
              + Arrays.toString(eventShape)
              + " and can be broadcast to batch_shape + event_shape "
              + Arrays.toString(expected));
    }
  }

  private static boolean isSatisfied(Constraint constraint, Tensor value) {
    return Operators.withoutGrad(() -> constraint.check(value)).all().itemBoolean();
  }

  private IllegalArgumentException refused(String name, Tensor value, String expected) {
    return new IllegalArgumentException(
        getClass().getSimpleName()
            + ": "
            + name
            + ": got a tensor of shape "
            + Operators.tuple(value.shape())
            + " with invalid values, expected "
            + expected
            + "; of the distribution "
            + this
            + ":\n"
            + value);
  }

  /** As Python prints it: {@code Normal(loc: 0.0, scale: 1.0)}. */
  @Override
  public String toString() {
    var text = new StringJoiner(", ", getClass().getSimpleName() + "(", ")");
    for (Argument argument : arguments()) {
      if (argument.value() != null && argument.isPrinted()) {
        text.add(argument.name() + ": " + PythonText.of(argument.value()));
      }
    }
    return text.toString();
  }
}
