package torch4j.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LeakDetector;
import torch4j.internal.TensorDescription;
import torch4j.serialization.Tuple;

/** Copies the tensors of a state dict that is loaded. The copies belong to no scope. */
final class StateDictTensor {
  private StateDictTensor() {}

  /**
   * A copy of a 0-dimensional tensor on this device.
   *
   * @throws IllegalArgumentException if the value is not a 0-dimensional tensor
   */
  static Tensor copy(String name, Object value, Device device) {
    Tensor tensor = require(name, value);
    return unscopedCopy(tensor, device, tensor.dtype());
  }

  /**
   * A copy on the parameter's device, with the parameter's dtype if that is a real one. The state
   * of complex parameters keeps its dtype, since it may be real.
   *
   * @throws IllegalArgumentException if the value is not a tensor of this shape
   */
  static Tensor copyLike(String name, Object value, long[] shape, Tensor parameter) {
    return copyLike(require(name, value, shape), parameter);
  }

  private static Tensor copyLike(Tensor tensor, Tensor parameter) {
    Tensor like = parameter.isFloatingPoint() ? parameter : tensor;
    return unscopedCopy(tensor, parameter.device(), like.dtype());
  }

  /**
   * A copy of any value of a parameter's state, as made by Python's {@code load_state_dict}:
   * tensors are converted to the parameter's device and, if that is a real one, to its dtype,
   * except the step count.
   */
  static Object copyFor(Tensor parameter, String name, Object value) {
    if (value instanceof Tensor tensor) {
      require("state." + name, value, tensor.unwrap().isNull() ? new long[0] : tensor.shape());
      if (name.equals("step")) {
        return unscopedCopy(tensor, tensor.device(), tensor.dtype());
      }
      return copyLike(tensor, parameter);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(copyFor(parameter, name + "[]", item)));
      return list instanceof Tuple ? Tuple.copyOf(copy) : copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(key, copyFor(parameter, String.valueOf(key), item)));
      return copy;
    }
    return value;
  }

  private static Tensor unscopedCopy(Tensor tensor, Device device, DType dtype) {
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      return scope.keep(tensor.detach().to(device, dtype).clone());
    }
  }

  private static Tensor require(String name, Object value, long... shape) {
    Tensor tensor = OptimizerState.require(value, Tensor.class, name);
    if (tensor.unwrap().isNull()) {
      throw LeakDetector.closedTensor(name, tensor.unwrap());
    }
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + TensorDescription.of(tensor)
              + ", expected the shape "
              + Arrays.toString(shape));
    }
    return tensor;
  }
}
