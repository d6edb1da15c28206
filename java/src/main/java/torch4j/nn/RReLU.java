package torch4j.nn;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;
import torch4j.internal.Unscoped;

/**
 * {@code x} above 0, {@code a * x} below, where {@code a} is randomly sampled from a uniform
 * distribution over {@code lower} to {@code upper} for each element during training, and is their
 * mean in evaluation. Same as {@code torch.nn.RReLU}, and the same seed gives the same samples:
 * input and output of any shape, floating-point.
 */
public final class RReLU extends Activation {
  private static final GeneratorOptional DEFAULT = Unscoped.make(GeneratorOptional::new);

  private final double lower;
  private final double upper;
  private final Scalar lowerScalar;
  private final Scalar upperScalar;

  /** With slopes between 1/8 and 1/3. */
  public RReLU() {
    this(1.0 / 8);
  }

  /** With slopes between {@code lower} and 1/3. */
  public RReLU(double lower) {
    this(lower, 1.0 / 3);
  }

  /** With slopes between {@code lower} and {@code upper}. */
  public RReLU(double lower, double upper) {
    this(lower, upper, false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public RReLU(double lower, double upper, boolean inplace) {
    super(inplace);
    this.lower = lower;
    this.upper = upper;
    lowerScalar = Unscoped.make(() -> new Scalar(lower));
    upperScalar = Unscoped.make(() -> new Scalar(upper));
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(
            input,
            Tensor.wrap(
                torch.rrelu_(input.unwrap(), lowerScalar, upperScalar, isTraining(), DEFAULT)))
        : Tensor.wrap(torch.rrelu(input.unwrap(), lowerScalar, upperScalar, isTraining(), DEFAULT));
  }

  @Override
  String optionsRepr() {
    return "lower=" + Repr.of(lower) + ", upper=" + Repr.of(upper);
  }
}
