package torch4j.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Unscoped;
import torch4j.serialization.Tuple;

/** Makes handles and copies of tensors that belong to no scope, so that they outlive a step. */
final class UnscopedTensor {
  private UnscopedTensor() {}

  /** Another handle of the same tensor. */
  static Tensor of(Tensor tensor) {
    return Unscoped.make(() -> Tensor.wrap(new org.bytedeco.pytorch.Tensor(tensor.unwrap())));
  }

  /** A copy of a parameter: a leaf tensor with the same {@code requires_grad}. */
  static Tensor copyOfParameter(Tensor param) {
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      return scope.keep(param.detach().clone().requiresGrad_(param.requiresGrad()));
    }
  }

  /** A deep copy of a value of a state dict: of the tensors, lists and maps in it. */
  static Object deepCopy(Object value) {
    if (value instanceof Tensor tensor && !tensor.unwrap().isNull()) {
      try (var noGrad = Torch.noGrad();
          var scope = Torch.scope()) {
        return scope.keep(tensor.detach().clone());
      }
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(deepCopy(item)));
      return list instanceof Tuple ? Tuple.copyOf(copy) : copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(key, deepCopy(item)));
      return copy;
    }
    return value;
  }
}
