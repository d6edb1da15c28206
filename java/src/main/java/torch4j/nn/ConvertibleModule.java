package torch4j.nn;

import java.util.function.Consumer;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * The part of {@link Module} that converts a module with its submodules: mode, device, dtype,
 * gradients.
 */
abstract sealed class ConvertibleModule extends TraversableModule permits StatefulModule {
  private boolean training = true;

  ConvertibleModule() {}

  /**
   * Applies a function to every submodule, and then to this module. Same as {@code apply}:
   * typically used to initialize the parameters of a model.
   */
  public final Module apply(Consumer<Module> action) {
    Require.nonNull(action, "action", "a function of a module");
    children().forEach(child -> child.apply(action));
    action.accept((Module) this);
    return (Module) this;
  }

  /**
   * Sets this module and its submodules to training mode, which has an effect on dropout, batch
   * normalization and other layers. Same as {@code train()}.
   */
  public final Module train() {
    return train(true);
  }

  /**
   * Sets this module and its submodules to training or evaluation mode. Same as {@code
   * train(mode)}.
   */
  public final Module train(boolean mode) {
    modules().forEach(module -> module.setMode(mode));
    return (Module) this;
  }

  /** Sets the mode of this module, not of its submodules. */
  void setMode(boolean mode) {
    training = mode;
  }

  /** Sets this module to training mode, not its submodules. */
  final void trainAlone() {
    setMode(true);
  }

  /** Sets this module and its submodules to evaluation mode. Same as {@code eval()}. */
  public final Module eval() {
    return train(false);
  }

  /** Whether this module is in training mode, which is the default. Same as {@code training}. */
  public final boolean isTraining() {
    return training;
  }

  /**
   * Sets whether the parameters of this module and its submodules require gradients: {@code
   * requiresGrad_(false)} freezes a model. Same as {@code requires_grad_}.
   */
  public final Module requiresGrad_(boolean requiresGrad) {
    parameters().forEach(parameter -> parameter.requiresGrad_(requiresGrad));
    return (Module) this;
  }

  /**
   * Moves parameters and buffers to a device, in place. Same as {@code to(device)}. On the device
   * {@code meta} they are replaced by other tensors, as in Python, which an optimizer created
   * before does not update.
   *
   * @throws torch4j.TorchException if LibTorch refuses, for lack of memory or because the tensors
   *     are on the device {@code meta}
   */
  public final Module to(Device device) {
    Require.nonNull(device, "device", "a device");
    return converted(tensor -> tensor.to(device, tensor.dtype()));
  }

  /**
   * Converts floating-point parameters and buffers to a dtype, in place; integral ones are not
   * changed. Same as {@code to(dtype)}.
   *
   * @throws IllegalArgumentException if the dtype is not a floating-point or complex one
   */
  public final Module to(DType dtype) {
    Require.nonNull(dtype, "dtype", "a floating-point or complex one");
    if (!torch.isFloatingType(dtype.unwrap()) && !torch.isComplexType(dtype.unwrap())) {
      throw new IllegalArgumentException(
          "dtype: got "
              + TensorDescription.dtype(dtype)
              + ", expected a floating-point or complex one");
    }
    return converted(
        tensor -> tensor.isFloatingPoint() || tensor.isComplex() ? tensor.to(dtype) : tensor);
  }

  private Module converted(java.util.function.UnaryOperator<Tensor> conversion) {
    new ModuleConversion(conversion).convert((Module) this);
    return (Module) this;
  }

  /** Resets the gradients of all parameters to none. Same as {@code zero_grad()}. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /**
   * Resets the gradients of all parameters to none or to zeros. Same as {@code
   * zero_grad(set_to_none)}.
   */
  public final void zeroGrad(boolean setToNone) {
    try (var scope = Torch.scope()) {
      for (Tensor parameter : parameters()) {
        Tensor grad = parameter.grad();
        if (setToNone) {
          parameter.unwrap().mutable_grad().reset();
        } else if (grad != null) {
          grad.detach_().zero_();
        }
      }
    }
  }
}
