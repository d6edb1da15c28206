package torch4j.nn;

import org.bytedeco.pytorch.ReLUImpl;
import org.bytedeco.pytorch.Tensor;

/** {@code max(x, 0)}, for inputs of any shape. Same as {@code torch.nn.ReLU}. */
public final class ReLU extends Module {
  private final ReLUImpl impl;
  private final boolean inplace;

  /** Leaves its input as it is. */
  public ReLU() {
    this(false);
  }

  /** May overwrite its input. */
  public ReLU(boolean inplace) {
    this(inplace, build(() -> new ReLUImpl(new org.bytedeco.pytorch.ReLUOptions(inplace))));
  }

  private ReLU(boolean inplace, ReLUImpl impl) {
    super(impl);
    this.impl = impl;
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor input) {
    return impl.forward(input);
  }

  @Override
  protected String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
