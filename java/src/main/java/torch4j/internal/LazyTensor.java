package torch4j.internal;

import org.bytedeco.pytorch.Tensor;

/** A tensor of a lazy layer, which has no shape until the layer sees its first input. */
public interface LazyTensor {
  /** Whether it has got its shape. */
  boolean isInitialized();

  /**
   * The tensor, if it can be computed with.
   *
   * @param name what it is, for the message
   * @throws IllegalArgumentException if it belongs to a lazy layer and has no shape yet
   */
  static Tensor requireInitialized(String name, Tensor tensor) {
    if (tensor instanceof LazyTensor lazy && !lazy.isInitialized()) {
      throw new IllegalArgumentException(
          name
              + ": got an uninitialized parameter, expected one with a shape; call the lazy module"
              + " that it is of with a batch first");
    }
    return tensor;
  }
}
