package torch4j.internal;

import org.bytedeco.pytorch.Tensor;

/**
 * The results of the presets' static in-place functions, such as {@code torch.relu_(x)}. They
 * return a second Java object for their input, which does not own the tensor and dangles after the
 * input is garbage-collected. (In-place methods of a tensor, {@code x.add_(y)}, return the same
 * object.)
 */
public final class InPlace {
  private InPlace() {}

  /**
   * The tensor to return from an in-place function.
   *
   * @param input the input of the presets' function, which is returned
   * @param alias the result of the presets' function, which is dropped
   */
  public static Tensor on(Tensor input, Tensor alias) {
    return input;
  }
}
