package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * {@code x - tanh(x)}, element by element. Same as {@code torch.nn.Tanhshrink}: input and output of
 * any shape.
 */
public final class Tanhshrink extends Activation {
  /** The function; it has no options. */
  public Tanhshrink() {
    super(false);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.tanhshrink(input);
  }
}
