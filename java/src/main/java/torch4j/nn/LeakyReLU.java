package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;
import torch4j.internal.Unscoped;

/**
 * {@code x} above 0, {@code negativeSlope * x} below, elementwise. Same as {@code
 * torch.nn.LeakyReLU}: input and output of any shape, floating-point.
 */
public final class LeakyReLU extends Activation {
  private final double negativeSlope;
  private final Scalar scalar;

  /** With {@code negativeSlope} 0.01. */
  public LeakyReLU() {
    this(0.01);
  }

  /** With this {@code negativeSlope}, the slope for negative inputs. */
  public LeakyReLU(double negativeSlope) {
    this(negativeSlope, false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public LeakyReLU(double negativeSlope, boolean inplace) {
    super(inplace);
    this.negativeSlope = negativeSlope;
    scalar = Unscoped.make(() -> new Scalar(negativeSlope));
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.leaky_relu_(input.unwrap(), scalar)))
        : Tensor.wrap(torch.leaky_relu(input.unwrap(), scalar));
  }

  @Override
  String optionsRepr() {
    return "negative_slope=" + Repr.of(negativeSlope);
  }
}
