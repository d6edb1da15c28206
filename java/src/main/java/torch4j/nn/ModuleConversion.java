package torch4j.nn;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;

/**
 * Converts the parameters, gradients and buffers of a module and its submodules: {@code
 * torch.nn.Module._apply}.
 */
final class ModuleConversion {
  private final UnaryOperator<Tensor> conversion;
  // By identity, so that a tied tensor is converted once and remains tied.
  private final Map<Long, Tensor> converted = new HashMap<>();

  ModuleConversion(UnaryOperator<Tensor> conversion) {
    this.conversion = conversion;
  }

  void convert(Module model) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      for (Module module : model.modules()) {
        module.registered().tensors(false).forEach((name, tensor) -> convert(module, name, tensor));
      }
      model.modules(); // stores replaced parameters in the collections of fields
    } catch (RuntimeException e) {
      throw LibTorchErrors.isLibTorchError(e) ? LibTorchErrors.torchException(e) : e;
    }
  }

  private void convert(Module module, String name, Tensor tensor) {
    if (tensor == null) {
      return;
    }
    long identity = Parameter.identity(tensor);
    Tensor before = converted.get(identity);
    if (before == null) {
      before = converted(tensor);
      converted.put(identity, before);
      converted.put(Parameter.identity(before), before);
    }
    if (Parameter.identity(before) != identity) {
      replace(module, name, tensor, before);
    }
  }

  // The same tensor with new data, or a new tensor if LibTorch cannot replace the data.
  private Tensor converted(Tensor tensor) {
    Tensor result = conversion.apply(tensor);
    if (result.isMeta() != tensor.isMeta()) {
      return tensor instanceof Parameter ? new Parameter(result, tensor.requiresGrad()) : result;
    }
    tensor.unwrap().set_data(result.unwrap());
    if (tensor instanceof Parameter && tensor.grad() != null) {
      tensor.unwrap().mutable_grad().set_data(conversion.apply(tensor.grad()).unwrap());
    }
    return tensor;
  }

  private static void replace(Module module, String name, Tensor tensor, Tensor other) {
    if (tensor instanceof Parameter) {
      module.setParameter(name, other);
    } else {
      module.setBuffer(name, other);
    }
  }
}
