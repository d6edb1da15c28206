package torch4j.optim;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.internal.Text;

/** Copies of the tensors of a state dict, which belong to no scope. */
final class SavedTensor {
  private SavedTensor() {}

  /**
   * A copy.
   *
   * @throws IllegalArgumentException if it is no tensor of this shape
   */
  static Tensor copy(String name, Object value, long... shape) {
    Tensor tensor = require(name, value, shape);
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      return scope.keep(tensor.detach().clone());
    }
  }

  /**
   * A copy with the parameter's dtype and on its device.
   *
   * @throws IllegalArgumentException if it is no tensor of this shape
   */
  static Tensor copyLike(String name, Object value, long[] shape, Tensor parameter) {
    Tensor tensor = require(name, value, shape);
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      return scope.keep(tensor.detach().to(parameter.device(), parameter.scalar_type()).clone());
    }
  }

  private static Tensor require(String name, Object value, long... shape) {
    Tensor tensor = OptimizerState.require(value, Tensor.class, name);
    if (tensor.isNull()) {
      throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
    }
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new IllegalArgumentException(
          name + ": got " + Text.of(tensor) + ", expected the shape " + Arrays.toString(shape));
    }
    return tensor;
  }
}
