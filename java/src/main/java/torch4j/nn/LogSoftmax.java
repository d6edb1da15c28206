package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;

/**
 * The logarithm of the softmax along a dimension. Same as {@code torch.nn.LogSoftmax}: input and
 * output of any shape, floating-point.
 */
public final class LogSoftmax extends SoftmaxLayer {
  /** Along the dimension that Python takes if none is given: 0 for 0, 1 or 3 dimensions, else 1. */
  public LogSoftmax() {
    super(null);
  }

  /** Along this dimension; negative ones count from the end. */
  public LogSoftmax(long dim) {
    super(dim);
  }

  @Override
  public Tensor forward(Tensor input) {
    return dim == null ? F.logSoftmax(input) : F.logSoftmax(input, dim);
  }
}
