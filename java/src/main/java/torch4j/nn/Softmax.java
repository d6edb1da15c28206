package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * {@code exp(x)} divided by its sum along a dimension. Same as {@code torch.nn.Softmax}: input and
 * output of any shape, floating-point.
 */
public final class Softmax extends SoftmaxLayer {
  /** Along the dimension that Python takes if none is given: 0 for 0, 1 or 3 dimensions, else 1. */
  public Softmax() {
    super(null);
  }

  /** Along this dimension; negative ones count from the end. */
  public Softmax(long dim) {
    super(dim);
  }

  @Override
  public Tensor forward(Tensor input) {
    return dim == null ? F.softmax(input) : F.softmax(input, dim);
  }
}
