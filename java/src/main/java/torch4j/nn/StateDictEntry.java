package torch4j.nn;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LeakDetector;
import torch4j.internal.LibTorchErrors;

/** An entry of a state dict for one parameter or buffer. */
final class StateDictEntry {
  private final String key;
  private final Tensor own;
  private final int lazyDimensions;
  private final boolean assign;
  private Tensor given;

  /**
   * An entry.
   *
   * @param lazyDimensions the number of dimensions of an uninitialized parameter or buffer
   */
  StateDictEntry(String key, Tensor own, int lazyDimensions, boolean assign) {
    this.key = key;
    this.own = own;
    this.lazyDimensions = lazyDimensions;
    this.assign = assign;
  }

  /**
   * Checks whether the value can be loaded.
   *
   * @param errors receives the reason if it cannot be loaded
   * @throws IllegalStateException if the tensor is closed
   */
  void compare(Object value, List<String> errors) {
    if (!(value instanceof Tensor tensor)) {
      errors.add(
          "While copying the parameter named \""
              + key
              + "\", expected a tensor from the checkpoint but received "
              + (value == null ? "null" : "a " + value.getClass().getSimpleName()));
      return;
    }
    if (tensor.unwrap().isNull()) {
      throw LeakDetector.closedTensor(key, tensor.unwrap());
    }
    try {
      String problem = problem(tensor);
      if (problem != null) {
        errors.add(problem);
      }
    } catch (RuntimeException e) {
      if (!LibTorchErrors.isLibTorchError(e)) {
        throw e;
      }
      errors.add(failure(tensor, LibTorchErrors.message(e)));
    }
  }

  private String problem(Tensor tensor) {
    if (UninitializedParameter.isLazy(tensor)) {
      return UninitializedParameter.isLazy(own) ? null : uninitialized();
    }
    given = asOwnShape(tensor);
    boolean fits =
        UninitializedParameter.isLazy(own)
            ? given.dim() == lazyDimensions
            : Arrays.equals(given.shape(), own.shape());
    if (!fits) {
      return "size mismatch for "
          + key
          + ": copying a param with shape "
          + size(tensor)
          + " from checkpoint, the shape in current model is "
          + ownSize()
          + ".";
    }
    return assign ? requireAssignable() : requireCopyable();
  }

  // Before PyTorch 0.4 a scalar was a tensor of one element.
  private Tensor asOwnShape(Tensor tensor) {
    boolean scalar =
        !UninitializedParameter.isLazy(own)
            && own.dim() == 0
            && tensor.dim() == 1
            && tensor.numel() > 0;
    return scalar ? tensor.select(0, 0) : tensor;
  }

  private String uninitialized() {
    return "While copying the parameter named \""
        + key
        + "\", expected a tensor with a shape from the checkpoint but received an uninitialized"
        + " parameter; call the lazy module that it is from with one batch before saving it";
  }

  private String requireAssignable() {
    boolean differentiable = given.isFloatingPoint() || given.isComplex();
    return own.requiresGrad() && !differentiable
        ? failure(given, "Only Tensors of floating point and complex dtype can require gradients")
        : null;
  }

  // Makes a copy if LibTorch may refuse the conversion, before the module is changed.
  private String requireCopyable() {
    if (own.isMeta() && !given.isMeta()) {
      return "for "
          + key
          + ": copying from a non-meta parameter in the checkpoint to a meta parameter in the current"
          + " model, which is a no-op; load with assign to take over the checkpoint's tensors";
    }
    if (isNotPlain(given) || isNotPlain(own)) {
      Torch.emptyLike(UninitializedParameter.isLazy(own) ? own.newEmpty(given.shape()) : own)
          .copy_(given);
    } else if (given.dtype() != own.dtype()) {
      own.newEmpty(1).copy_(given.newEmpty(1));
    }
    return null;
  }

  private static boolean isNotPlain(Tensor tensor) {
    return tensor.unwrap().layout().intern() != torch.Layout.Strided
        || tensor.isMeta()
        || tensor.isQuantized()
        || tensor.isNested();
  }

  /** Loads the value into the module. */
  void load(Module module, String name) {
    if (given == null) {
      return;
    }
    if (assign) {
      assign(module, name);
      return;
    }
    if (UninitializedParameter.isLazy(own)) {
      module.materialize(name, given.shape());
    }
    own.copy_(given);
  }

  private void assign(Module module, String name) {
    if (own instanceof Buffer) {
      module.setBuffer(name, given);
    } else {
      boolean requiresGrad = own.requiresGrad();
      module.setParameter(
          name,
          given instanceof Parameter parameter
              ? parameter.requiresGrad_(requiresGrad)
              : new Parameter(given, requiresGrad));
    }
  }

  private String failure(Tensor tensor, String why) {
    return "While copying the parameter named \""
        + key
        + "\", whose dimensions in the model are "
        + ownSize()
        + " and whose dimensions in the checkpoint are "
        + (tensor.isNested() ? "nested" : size(tensor))
        + ", an exception occurred : "
        + why;
  }

  private String ownSize() {
    return UninitializedParameter.isLazy(own)
        ? "one of " + lazyDimensions + " dimensions"
        : size(own);
  }

  private static String size(Tensor tensor) {
    return "torch.Size(" + Arrays.toString(tensor.shape()) + ")";
  }
}
