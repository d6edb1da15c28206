package torch4j.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import torch4j.TorchException;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/**
 * The exceptions of a module's {@code call}, whose messages name the module and describe its
 * inputs.
 */
final class CallErrors {
  // A message that names a layer begins with the layer's repr.
  private static final Pattern NAMED = Pattern.compile("[A-Z]\\w*[(:]");

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
      if (inputs[i] != null && inputs[i].isNull()) {
        return new IllegalStateException(
            module.typeName() + ": input: got a closed tensor, expected an open one", e);
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
      return new IllegalArgumentException(
          wrongInput(module, torchException.getMessage(), inputs), torchException);
    }
    String rule = message.contains("expected ") ? "" : "; expected " + module.expectedInput();
    return new IllegalArgumentException(module + ": " + message + rule, e);
  }

  /** A message with the inputs that a layer got and those that it expects. */
  static String wrongInput(Module module, String why, Tensor... inputs) {
    var got = new ArrayList<String>();
    for (Tensor input : inputs) {
      if (input != null) {
        got.add(TensorDescription.of(input));
      }
    }
    return module
        + ": input: got "
        + String.join(" and ", got)
        + ", expected "
        + module.expectedInput()
        + "; "
        + why;
  }
}
