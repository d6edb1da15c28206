package torch4j.internal.graph;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.LeakDetector;

/** Addresses of tensors' C++ objects, for native code. The tensors must stay reachable. */
final class Addresses {
  private Addresses() {}

  /**
   * The address of a tensor.
   *
   * @throws IllegalStateException if it is closed
   */
  static long of(Tensor tensor) {
    if (tensor.isNull()) {
      throw LeakDetector.closedTensor("tensor", tensor);
    }
    return tensor.address();
  }

  static long[] of(List<Tensor> tensors) {
    return tensors.stream().mapToLong(Addresses::of).toArray();
  }

  /** The same, with 0 for null. */
  static long[] ofOptional(Tensor[] tensors) {
    var addresses = new long[tensors.length];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = tensors[i] == null ? 0 : of(tensors[i]);
    }
    return addresses;
  }

  static long[] ofOptional(List<Tensor> tensors) {
    return ofOptional(tensors.toArray(new Tensor[0]));
  }
}
