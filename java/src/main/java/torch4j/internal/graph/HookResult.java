package torch4j.internal.graph;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import org.bytedeco.pytorch.Tensor;
import torch4j.TorchException;

/** Python's checks of what a hook returns. */
public final class HookResult {
  private HookResult() {}

  /**
   * Checks that a gradient can take another one's place.
   *
   * @param original null for an undefined one
   * @param name what messages call the hook
   * @throws TorchException if there was none, or its dtype, device or shape is another
   */
  public static void requireLike(Tensor original, Tensor result, String name) {
    if (original == null) {
      throw new TorchException("can't replace a None gradient with a non-None value", "");
    }
    try {
      NativeGraph.checkHookResult(
          Addresses.of(original), Addresses.of(result), name.getBytes(StandardCharsets.UTF_8));
    } finally {
      Reference.reachabilityFence(original);
      Reference.reachabilityFence(result);
    }
  }
}
