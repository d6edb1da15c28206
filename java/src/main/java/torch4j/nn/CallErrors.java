package torch4j.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.TorchException;
import torch4j.internal.LeakDetector;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/**
 * The exceptions of a module's {@code call}, whose messages name the module and describe its
 * inputs.
 */
final class CallErrors {
  // A message that names a layer begins with the layer's repr.
  private static final Pattern NAMED = Pattern.compile("[A-Z]\\w*[(:]");

  // oneDNN's error for a dtype that it has no kernel of for this processor's instructions.
  private static final String NO_KERNEL = "could not create a primitive";

  private CallErrors() {}

  /**
   * The exception for an error in the module's forward pass.
   *
   * @param names the names of the inputs
   */
  static RuntimeException explained(
      Module module, RuntimeException e, List<String> names, Tensor... inputs) {
    boolean nullPointer =
        e instanceof NullPointerException || e.getCause() instanceof NullPointerException;
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != null && inputs[i].unwrap().isNull()) {
        return LeakDetector.closedTensor(module.typeName() + ": input", inputs[i].unwrap(), e);
      }
      // Inputs after the first may be null, unless that caused the error.
      if (inputs[i] == null && (i == 0 || nullPointer)) {
        return new IllegalArgumentException(
            module.typeName() + ": " + names.get(i) + ": got null, expected a tensor", e);
      }
    }
    if (LibTorchErrors.isLibTorchError(e)) {
      return fromLibTorch(module, e, inputs);
    }
    boolean refused = e instanceof IllegalArgumentException && !module.expectedInput().isEmpty();
    return refused ? refused(module, e, inputs) : e;
  }

  private static RuntimeException fromLibTorch(
      Module module, RuntimeException e, Tensor... inputs) {
    TorchException torchException = LibTorchErrors.torchException(e);
    String message = torchException.getMessage();
    if (message.contains(NO_KERNEL) && inputs.length > 0) {
      return withoutKernel(module, torchException, inputs);
    }
    if (module.expectedInput().isEmpty()) {
      return torchException;
    }
    return LibTorchErrors.isInternalFailure(e)
        ? new TorchException(module + ": " + message, torchException.detail())
        : new IllegalArgumentException(wrongInput(module, message, inputs), torchException);
  }

  // An IllegalArgumentException of a function that the layer calls does not name the layer.
  private static RuntimeException refused(Module module, RuntimeException e, Tensor... inputs) {
    String message = String.valueOf(e.getMessage());
    if (NAMED.matcher(message).lookingAt()) {
      return e;
    }
    if (e.getCause() instanceof TorchException torchException) {
      if (torchException.getMessage().contains(NO_KERNEL)) {
        return withoutKernel(module, torchException, inputs);
      }
      return new IllegalArgumentException(
          wrongInput(module, torchException.getMessage(), inputs), torchException);
    }
    String rule = message.contains("expected ") ? "" : "; expected " + module.expectedInput();
    return new IllegalArgumentException(module + ": " + message + rule, e);
  }

  // The shape may be right: another processor, or another dtype, computes it.
  private static TorchException withoutKernel(
      Module module, TorchException torchException, Tensor... inputs) {
    DeviceType device = inputs[0].device().unwrap().type().intern();
    boolean autocast = torch.is_autocast_enabled(device);
    String dtype =
        TensorDescription.dtype(
            autocast ? DType.wrap(torch.get_autocast_dtype(device)) : inputs[0].dtype());
    String remedy = dtype.equals("float32") ? "use another dtype" : "use float32";
    return new TorchException(
        module
            + ": input: got "
            + given(inputs)
            + ", which LibTorch cannot compute in "
            + dtype
            + " on this processor; "
            + (autocast ? "call it with autocast disabled" : remedy)
            + "; "
            + torchException.getMessage(),
        torchException.detail());
  }

  /** A message with the inputs that a layer got and those that it expects. */
  static String wrongInput(Module module, String why, Tensor... inputs) {
    return module
        + ": input: got "
        + given(inputs)
        + ", expected "
        + module.expectedInput()
        + "; "
        + why;
  }

  private static String given(Tensor... inputs) {
    var got = new ArrayList<String>();
    for (Tensor input : inputs) {
      if (input != null) {
        got.add(TensorDescription.of(input));
      }
    }
    return String.join(" and ", got);
  }
}
