package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * The logarithm of the softmax along a dimension. Same as {@code torch.nn.LogSoftmax}: input and
 * output of any shape, floating-point.
 */
public final class LogSoftmax extends SoftmaxLayer {
  /**
   * Along the dimension that Python chooses if {@code dim} is None: 0 for inputs with 0, 1 or 3
   * dimensions, otherwise 1.
   */
  public LogSoftmax() {
    super(null);
  }

  /** Along {@code dim}; a negative one counts from the end. */
  public LogSoftmax(long dim) {
    super(dim);
  }

  @Override
  public Tensor forward(Tensor input) {
    return dim == null ? F.logSoftmax(input) : F.logSoftmax(input, dim);
  }
}
