package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * The softmax of {@code -x} along a dimension. Same as {@code torch.nn.Softmin}: input and output
 * of any shape, floating-point.
 */
public final class Softmin extends SoftmaxLayer {
  /**
   * Along the dimension that Python chooses if {@code dim} is None: 0 for inputs with 0, 1 or 3
   * dimensions, otherwise 1.
   */
  public Softmin() {
    super(null);
  }

  /** Along {@code dim}; a negative one counts from the end. */
  public Softmin(long dim) {
    super(dim);
  }

  @Override
  public Tensor forward(Tensor input) {
    return dim == null ? F.softmin(input) : F.softmin(input, dim);
  }
}
