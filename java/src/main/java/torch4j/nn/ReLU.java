package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/** {@code max(0, x)}, element by element. Same as {@code torch.nn.ReLU}. */
public final class ReLU extends Module {
  private final boolean inplace;

  /** Leaves its input as it is. */
  public ReLU() {
    this(false);
  }

  /** Overwrites its input if {@code inplace}. */
  public ReLU(boolean inplace) {
    this.inplace = inplace;
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.relu(input, inplace);
  }

  @Override
  protected String expectedInput() {
    return "[*] of a real dtype but bool";
  }

  @Override
  protected String extraRepr() {
    return inplace ? "inplace=True" : "";
  }
}
