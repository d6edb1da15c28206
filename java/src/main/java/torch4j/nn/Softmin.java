package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * The softmax of {@code -x} along a dimension. Same as {@code torch.nn.Softmin}: input and output
 * of any shape, floating-point.
 */
public final class Softmin extends SoftmaxLayer {
  /** Along the dimension that Python takes if none is given: 0 for 0, 1 or 3 dimensions, else 1. */
  public Softmin() {
    super(null);
  }

  /** Along this dimension; negative ones count from the end. */
  public Softmin(long dim) {
    super(dim);
  }

  @Override
  public Tensor forward(Tensor input) {
    return dim == null ? F.softmin(input) : F.softmin(input, dim);
  }
}
