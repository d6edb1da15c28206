package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Unscoped;

/**
 * {@code x} moved towards 0 by {@code lambd}, or 0 where it is nearer than that, element by
 * element. Same as {@code torch.nn.Softshrink}: input and output of any shape, floating-point.
 */
public final class Softshrink extends Activation {
  private final double lambd;
  private final Scalar scalar;

  /** With {@code lambd} 0.5. */
  public Softshrink() {
    this(0.5);
  }

  /** With another {@code lambd}. */
  public Softshrink(double lambd) {
    super(false);
    this.lambd = lambd;
    scalar = Unscoped.make(() -> new Scalar(lambd));
  }

  @Override
  public Tensor forward(Tensor input) {
    return torch.softshrink(input, scalar);
  }

  @Override
  String optionsRepr() {
    return Repr.of(lambd);
  }
}
