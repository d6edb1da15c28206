package torch4j.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.serialization.Tuple;

/** Copies of the tensors of a state dict, which belong to no scope. */
final class SavedTensor {
  private SavedTensor() {}

  /**
   * A copy of a number's tensor on a device.
   *
   * @throws IllegalArgumentException if it is no tensor without dimensions
   */
  static Tensor copy(String name, Object value, Device device) {
    Tensor tensor = require(name, value);
    return keptCopy(tensor, device, tensor.scalar_type());
  }

  /**
   * A copy on the parameter's device, and with its dtype if that is a real one: the state of
   * complex parameters is partly real.
   *
   * @throws IllegalArgumentException if it is no tensor of this shape
   */
  static Tensor copyLike(String name, Object value, long[] shape, Tensor parameter) {
    return copyLike(require(name, value, shape), parameter);
  }

  private static Tensor copyLike(Tensor tensor, Tensor parameter) {
    Tensor like = parameter.is_floating_point() ? parameter : tensor;
    return keptCopy(tensor, parameter.device(), like.scalar_type());
  }

  /**
   * A copy of any value of a parameter's state, as Python's {@code load_state_dict} makes it:
   * tensors go to the parameter's device and take its dtype if that is a real one, but for the step
   * count.
   */
  static Object copyFor(Tensor parameter, String name, Object value) {
    if (value instanceof Tensor tensor) {
      require("state." + name, value, tensor.isNull() ? new long[0] : tensor.shape());
      if (name.equals("step")) {
        return keptCopy(tensor, tensor.device(), tensor.scalar_type());
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

  private static Tensor keptCopy(Tensor tensor, Device device, ScalarType dtype) {
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      return scope.keep(tensor.detach().to(device, dtype).clone());
    }
  }

  private static Tensor require(String name, Object value, long... shape) {
    Tensor tensor = OptimizerState.require(value, Tensor.class, name);
    if (tensor.isNull()) {
      throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
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
