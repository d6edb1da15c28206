package torch4j.internal.graph;

import java.lang.ref.Reference;
import org.bytedeco.pytorch.Tensor;

/** What native code calls; its methods are looked up by name. */
@SuppressWarnings("unused")
final class GraphCalls {
  private GraphCalls() {}

  static void call(GraphCallback callback, long list, int count, long node) {
    var tensors = new Tensor[count];
    for (int i = 0; i < count; i++) {
      Tensor tensor = new Tensor();
      NativeGraph.get(list, i, tensor.address());
      tensors[i] = tensor.defined() ? tensor : null;
    }
    Tensor[] changed = callback.call(tensors, node);
    try {
      NativeGraph.set(list, Addresses.ofOptional(changed));
    } finally {
      Reference.reachabilityFence(changed);
    }
  }

  static Object pack(SavedTensorPacking hooks, long address) {
    Tensor tensor = new Tensor();
    NativeGraph.assign(address, tensor.address());
    return hooks.pack(tensor);
  }

  static void unpack(SavedTensorPacking hooks, Object packed, long into) {
    try (Tensor tensor = hooks.unpack(packed)) {
      NativeGraph.assign(Addresses.of(tensor), into);
    }
  }

  static void release(SavedTensorPacking hooks, Object packed) {
    hooks.release(packed);
  }

  static Throwable trace() {
    return new ForwardTrace();
  }

  /**
   * An exception of the backward pass, with the line of the forward pass.
   *
   * @param traces where the node was made, then the node whose backward made it, and so on; null if
   *     that was not recorded
   */
  static Throwable explain(Throwable thrown, String node, Throwable[] traces) {
    Throwable cause = ForwardTrace.of(node, traces);
    try {
      return thrown.initCause(cause);
    } catch (IllegalStateException e) { // it has one, or was made with none for good
      thrown.addSuppressed(cause);
      return thrown;
    }
  }
}
