package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;
import torch4j.internal.Unscoped;

/**
 * {@code max(0, x) + min(0, alpha * (exp(x / alpha) - 1))}, elementwise. Same as {@code
 * torch.nn.CELU}: input and output of any shape, floating-point.
 */
public final class CELU extends Activation {
  private final double alpha;
  private final Scalar scalar;

  /** With {@code alpha} 1.0. */
  public CELU() {
    this(1.0);
  }

  /** With this {@code alpha}: the output approaches {@code -alpha} for large negative inputs. */
  public CELU(double alpha) {
    this(alpha, false);
  }

  /** Overwrites the input with the output if {@code inplace}. */
  public CELU(double alpha, boolean inplace) {
    super(inplace);
    this.alpha = alpha;
    scalar = Unscoped.make(() -> new Scalar(alpha));
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.celu_(input.unwrap(), scalar)))
        : Tensor.wrap(torch.celu(input.unwrap(), scalar));
  }

  @Override
  String optionsRepr() {
    return "alpha=" + Repr.of(alpha);
  }
}
