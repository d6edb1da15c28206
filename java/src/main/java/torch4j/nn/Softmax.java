package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * {@code exp(x)} divided by its sum along a dimension. Same as {@code torch.nn.Softmax}: input and
 * output of any shape, floating-point.
 */
public final class Softmax extends SoftmaxLayer {
  /**
   * Along the dimension that Python chooses if {@code dim} is None: 0 for inputs with 0, 1 or 3
   * dimensions, otherwise 1.
   */
  public Softmax() {
    super(null);
  }

  /** Along {@code dim}; a negative one counts from the end. */
  public Softmax(long dim) {
    super(dim);
  }

  @Override
  public Tensor forward(Tensor input) {
    return dim == null ? F.softmax(input) : F.softmax(input, dim);
  }
}
