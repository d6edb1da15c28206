package torch4j.nn;

import torch4j.Tensor;

/** Returns its input unchanged. Same as {@code torch.nn.Identity}. */
public final class Identity extends Module {
  /** An identity layer. */
  public Identity() {}

  @Override
  public Tensor forward(Tensor input) {
    return input;
  }

  @Override
  protected String expectedInput() {
    return "any tensor";
  }
}
