package torch4j.internal;

import org.bytedeco.pytorch.Tensor;

/**
 * Results of the presets' static in-place functions, such as {@code torch.relu_(x)}: another Java
 * object for the tensor that they were given, which owns nothing and is left dangling when the
 * given one is collected. (The methods of a tensor, {@code x.add_(y)}, return the very object.)
 */
public final class InPlace {
  private InPlace() {}

  /**
   * The tensor that was changed, in place of the function's result.
   *
   * @param input what the function was given
   * @param alias what it returned
   */
  public static Tensor on(Tensor input, Tensor alias) {
    return input;
  }
}
