package torch4j.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;

/** Lists of tensors, to the presets' and back. */
final class Tensors {
  private Tensors() {}

  /**
   * A list of one tensor.
   *
   * @param name what messages call the tensor
   * @throws IllegalArgumentException if it is null
   * @throws IllegalStateException if it is closed
   */
  static List<Tensor> one(Tensor tensor, String name) {
    if (Require.nonNull(tensor, name, "a tensor").unwrap().isNull()) {
      throw LeakDetector.closedTensor(name, tensor.unwrap());
    }
    return List.of(tensor);
  }

  /**
   * The presets' tensors.
   *
   * @param name what messages call the list
   * @throws IllegalArgumentException if the list or an element is null
   * @throws IllegalStateException if an element is closed
   */
  static List<org.bytedeco.pytorch.Tensor> raw(List<Tensor> tensors, String name) {
    return rawOptional(Require.noNulls(tensors, name, "a tensor"), name);
  }

  /** The same, with null for null. */
  static List<org.bytedeco.pytorch.Tensor> rawOptional(List<Tensor> tensors, String name) {
    List<org.bytedeco.pytorch.Tensor> raw = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (tensor != null && tensor.unwrap().isNull()) {
        throw LeakDetector.closedTensor(name + "[" + raw.size() + "]", tensor.unwrap());
      }
      raw.add(tensor == null ? null : tensor.unwrap());
    }
    return raw;
  }

  /** The presets' tensors as torch4j's; null for null. */
  static List<Tensor> wrapped(List<org.bytedeco.pytorch.Tensor> raw) {
    List<Tensor> tensors = new ArrayList<>();
    for (org.bytedeco.pytorch.Tensor each : raw) {
      tensors.add(each == null ? null : Tensor.wrap(each));
    }
    return Collections.unmodifiableList(tensors);
  }
}
