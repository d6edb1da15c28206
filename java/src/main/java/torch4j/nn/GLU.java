package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;

/**
 * {@code a * sigmoid(b)}, where a is the first half of the input and b the second. Same as {@code
 * torch.nn.GLU}: input of any shape, with an even size in the dimension {@code dim}.
 */
public final class GLU extends Activation {
  private final long dim;

  /** Splits the last dimension. */
  public GLU() {
    this(-1);
  }

  /** Splits the dimension {@code dim}; a negative one counts from the end. */
  public GLU(long dim) {
    super(false);
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(torch.glu(input.unwrap(), dim));
  }

  @Override
  protected String expectedInput() {
    return "[*] of a floating-point dtype, with an even size in dimension " + dim;
  }

  @Override
  String optionsRepr() {
    return "dim=" + dim;
  }
}
