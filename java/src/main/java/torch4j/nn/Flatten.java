package torch4j.nn;

import torch4j.Tensor;

/** Flattens a contiguous range of dimensions into one. Same as {@code torch.nn.Flatten}. */
public final class Flatten extends Module {
  private final long startDim;
  private final long endDim;

  /** Keeps the first (batch) dimension and flattens the others. */
  public Flatten() {
    this(1, -1);
  }

  /**
   * Flattens the dimensions from {@code startDim} to {@code endDim}, inclusive; negative ones count
   * from the end.
   */
  public Flatten(long startDim, long endDim) {
    this.startDim = startDim;
    this.endDim = endDim;
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.flatten(startDim, endDim);
  }

  @Override
  protected String expectedInput() {
    return "a tensor with the dimensions " + startDim + " to " + endDim;
  }

  @Override
  protected String extraRepr() {
    return "start_dim=" + startDim + ", end_dim=" + endDim;
  }
}
