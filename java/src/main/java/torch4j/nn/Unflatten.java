package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.Sizes;

/**
 * Unflattens a dimension, expanding it to a shape. Same as {@code torch.nn.Unflatten}: input {@code
 * [*]}.
 */
public final class Unflatten extends Module {
  private final long dim;
  private final long[] unflattenedSize;

  /** Unflattens the dimension {@code dim} to these sizes, one of which may be -1. */
  public Unflatten(long dim, long... unflattenedSize) {
    this.dim = dim;
    this.unflattenedSize = Require.nonNull(unflattenedSize, "unflattenedSize", "sizes").clone();
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.unflatten(dim, unflattenedSize);
  }

  @Override
  protected String expectedInput() {
    return "[*], with the product of " + Sizes.tuple(unflattenedSize) + " in dimension " + dim;
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim + ", unflattened_size=" + Sizes.tuple(unflattenedSize);
  }
}
