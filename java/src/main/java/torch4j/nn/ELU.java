package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;
import torch4j.internal.Unscoped;

/**
 * {@code x} above 0, {@code alpha * (exp(x) - 1)} below, elementwise. Same as {@code torch.nn.ELU}:
 * input and output of any shape, floating-point.
 */
public final class ELU extends Activation {
  private static final Scalar ONE = Unscoped.make(() -> new Scalar(1));

  private final double alpha;
  private final Scalar scalar;

  /** With {@code alpha} 1.0. */
  public ELU() {
    this(1.0);
  }

  /** With this {@code alpha}: the output approaches {@code -alpha} for large negative inputs. */
  public ELU(double alpha) {
    this(alpha, false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public ELU(double alpha, boolean inplace) {
    super(inplace);
    this.alpha = alpha;
    scalar = Unscoped.make(() -> new Scalar(alpha));
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.elu_(input.unwrap(), scalar, ONE, ONE)))
        : Tensor.wrap(torch.elu(input.unwrap(), scalar, ONE, ONE));
  }

  @Override
  String optionsRepr() {
    return "alpha=" + Repr.of(alpha);
  }
}
