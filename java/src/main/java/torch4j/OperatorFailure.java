package torch4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import torch4j.internal.LeakDetector;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/** What an operator's exception says: its name, what it got, and LibTorch's own words. */
final class OperatorFailure {
  private OperatorFailure() {}

  /**
   * @param call the operator's name and those of its arguments that are objects
   * @param arguments these arguments
   */
  static RuntimeException of(RuntimeException e, String call, Object... arguments) {
    String name = call.substring(0, call.indexOf('('));
    if (e instanceof NullPointerException) {
      return missing(e, name, call, arguments);
    }
    if (!LibTorchErrors.isLibTorchError(e)) {
      return e;
    }
    if (LibTorchErrors.isInternalFailure(e)) {
      return LibTorchErrors.torchException(e);
    }
    List<String> got = new ArrayList<>();
    for (Object argument : arguments) {
      describe(argument, got);
    }
    return new TorchException(
        name
            + ": "
            + (got.isEmpty() ? "" : "got " + String.join(" and ", got) + "; ")
            + LibTorchErrors.message(e),
        LibTorchErrors.torchException(e));
  }

  private static void describe(Object argument, List<String> got) {
    if (argument instanceof Tensor tensor) {
      got.add(TensorDescription.of(tensor.raw));
    } else if (argument instanceof Collection<?> list) {
      list.forEach(element -> describe(element, got));
    }
  }

  private static RuntimeException missing(
      RuntimeException e, String name, String call, Object... arguments) {
    String[] names = call.substring(call.indexOf('(') + 1, call.length() - 1).split(", ", -1);
    for (int i = 0; i < arguments.length; i++) {
      Tensor closed = closed(arguments[i]);
      if (closed != null) {
        return LeakDetector.closedTensor(name + ": " + names[i], closed.raw, e);
      }
    }
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] == null
          || (arguments[i] instanceof Collection<?> list
              && list.stream().anyMatch(Objects::isNull))) {
        return new IllegalArgumentException(
            name + ": " + names[i] + ": got null, expected a value", e);
      }
    }
    return e;
  }

  private static Tensor closed(Object argument) {
    if (argument instanceof Tensor tensor) {
      return tensor.raw.isNull() ? tensor : null;
    }
    return argument instanceof Collection<?> list
        ? list.stream()
            .map(OperatorFailure::closed)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null)
        : null;
  }
}
