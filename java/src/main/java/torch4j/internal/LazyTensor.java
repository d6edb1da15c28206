package torch4j.internal;

import torch4j.Tensor;

/** A tensor of a lazy layer, which has no shape until the first call of the layer. */
public interface LazyTensor {
  /** Whether it has a shape. */
  boolean isInitialized();

  /**
   * Returns the tensor if it has a shape.
   *
   * @param name the name of the parameter, for the message
   * @throws IllegalArgumentException if it is a tensor of a lazy layer that has no shape yet
   */
  static Tensor requireInitialized(String name, Tensor tensor) {
    if (tensor instanceof LazyTensor lazy && !lazy.isInitialized()) {
      throw new IllegalArgumentException(
          name
              + ": got an uninitialized parameter, expected one with a shape; call its lazy module"
              + " with a batch first");
    }
    return tensor;
  }
}
