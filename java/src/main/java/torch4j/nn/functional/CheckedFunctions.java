package torch4j.nn.functional;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Text;

/** The part of {@link F} that names a function and its tensors when LibTorch refuses them. */
abstract class CheckedFunctions {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  CheckedFunctions() {}

  /**
   * Computes what a public function returns.
   *
   * @param tensors the function's arguments that are tensors, in its order; null for one left out
   */
  static <R> R checked(Supplier<R> function, Tensor... tensors) {
    try {
      return function.get();
    } catch (RuntimeException e) {
      throw explained(e, tensors);
    }
  }

  // The names are looked up when something is wrong, and not before.
  private static RuntimeException explained(RuntimeException e, Tensor... tensors) {
    boolean nullPointer = e instanceof NullPointerException;
    if (!nullPointer && !Text.isFromLibTorch(e)) {
      return e;
    }
    Optional<Method> function =
        STACK.walk(frames -> frames.flatMap(CheckedFunctions::api).findFirst());
    String name = function.map(method -> "F." + method.getName()).orElse("F");
    List<String> names = function.map(CheckedFunctions::tensorNames).orElse(List.of());
    if (nullPointer) {
      return nullArgument(e, name, names, tensors);
    }
    if (Text.isFailureOfItsOwn(e)) {
      return Text.torchException(e);
    }
    return new IllegalArgumentException(
        name + ": got " + listed(names, tensors) + "; " + Text.message(e), Text.torchException(e));
  }

  private static RuntimeException nullArgument(
      RuntimeException e, String function, List<String> names, Tensor... tensors) {
    for (int i = 0; i < tensors.length; i++) {
      String what = function + ": " + (i < names.size() ? names.get(i) : "tensor");
      if (tensors[i] == null) {
        return new IllegalArgumentException(what + ": got null, expected a tensor", e);
      }
      if (tensors[i].isNull()) {
        return new IllegalStateException(what + ": got a closed tensor, expected an open one", e);
      }
    }
    return e;
  }

  private static String listed(List<String> names, Tensor... tensors) {
    List<String> listed = new ArrayList<>();
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] != null) {
        listed.add((i < names.size() ? names.get(i) + " " : "") + Text.of(tensors[i]));
      }
    }
    return String.join(", ", listed);
  }

  // The function that a user called: a frame of a public method of F or one of its superclasses.
  private static java.util.stream.Stream<Method> api(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    if (!CheckedFunctions.class.isAssignableFrom(type)) {
      return java.util.stream.Stream.empty();
    }
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> method.getName().equals(frame.getMethodName()))
        .filter(
            method ->
                Arrays.equals(method.getParameterTypes(), frame.getMethodType().parameterArray()));
  }

  private static List<String> tensorNames(Method function) {
    return Arrays.stream(function.getParameters())
        .filter(parameter -> parameter.getType() == Tensor.class)
        .map(Parameter::getName)
        .toList();
  }
}
