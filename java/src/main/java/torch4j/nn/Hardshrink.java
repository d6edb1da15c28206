package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Unscoped;

/**
 * {@code x}, or 0 where it is between {@code -lambd} and {@code lambd}, elementwise. Same as {@code
 * torch.nn.Hardshrink}: input and output of any shape, floating-point.
 */
public final class Hardshrink extends Activation {
  private final double lambd;
  private final Scalar scalar;

  /** With {@code lambd} 0.5. */
  public Hardshrink() {
    this(0.5);
  }

  /** With this {@code lambd}. */
  public Hardshrink(double lambd) {
    super(false);
    this.lambd = lambd;
    scalar = Unscoped.make(() -> new Scalar(lambd));
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(torch.hardshrink(input.unwrap(), scalar));
  }

  @Override
  String optionsRepr() {
    return Repr.of(lambd);
  }
}
