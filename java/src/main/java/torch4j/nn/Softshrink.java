package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Unscoped;

/**
 * {@code x - lambd} where {@code x > lambd}, {@code x + lambd} where {@code x < -lambd}, otherwise
 * 0, elementwise. Same as {@code torch.nn.Softshrink}: input and output of any shape,
 * floating-point.
 */
public final class Softshrink extends Activation {
  private final double lambd;
  private final Scalar scalar;

  /** With {@code lambd} 0.5. */
  public Softshrink() {
    this(0.5);
  }

  /** With this {@code lambd}. */
  public Softshrink(double lambd) {
    super(false);
    this.lambd = lambd;
    scalar = Unscoped.make(() -> new Scalar(lambd));
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(torch.softshrink(input.unwrap(), scalar));
  }

  @Override
  String optionsRepr() {
    return Repr.of(lambd);
  }
}
