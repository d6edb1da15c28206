package torch4j.nn.functional;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import torch4j.Tensor;
import torch4j.internal.LeakDetector;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/**
 * The part of {@link F} that adds the names of functions and arguments to the exceptions of
 * LibTorch.
 */
abstract class CheckedFunctions {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  CheckedFunctions() {}

  /**
   * Computes the result of a public function.
   *
   * @param arguments the function's arguments that are not primitive
   */
  static <R> R checked(Supplier<R> function, Object... arguments) {
    try {
      return function.get();
    } catch (RuntimeException e) {
      throw explained(e, arguments);
    }
  }

  // Names are looked up by reflection, so only after an error.
  private static RuntimeException explained(RuntimeException e, Object... arguments) {
    if (e instanceof NullPointerException) {
      return nullArgument(e, called(arguments));
    }
    if (e.getCause() instanceof NullPointerException cause) { // of an operator that the body calls
      RuntimeException named = nullArgument(cause, called(arguments));
      return named == cause ? e : named;
    }
    if (!LibTorchErrors.isLibTorchError(e)) {
      return e;
    }
    if (LibTorchErrors.isInternalFailure(e)) {
      return LibTorchErrors.torchException(e);
    }
    Call call = called(arguments);
    return new IllegalArgumentException(
        call.function() + ": got " + call.tensors() + "; " + LibTorchErrors.message(e),
        LibTorchErrors.torchException(e));
  }

  private static RuntimeException nullArgument(RuntimeException e, Call call) {
    List<Argument> missing = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      if (argument.value() instanceof Tensor tensor && tensor.unwrap().isNull()) {
        return LeakDetector.closedTensor(
            call.function() + ": " + argument.name(), tensor.unwrap(), e);
      }
      if (argument.value() == null) {
        missing.add(argument);
      }
    }
    // Some arguments may be null. The JVM's message may name the one that caused the error.
    String message = String.valueOf(e.getMessage());
    return missing.stream()
        .filter(argument -> message.contains("\"" + argument.name() + "\""))
        .findFirst()
        .or(() -> missing.stream().findFirst())
        .<RuntimeException>map(
            argument ->
                new IllegalArgumentException(
                    call.function()
                        + ": "
                        + argument.name()
                        + ": got null, expected an object of "
                        + argument.type(),
                    e))
        .orElse(e);
  }

  private record Argument(String name, String type, Object value) {}

  private record Call(String function, List<Argument> arguments) {
    String tensors() {
      List<String> tensors = new ArrayList<>();
      for (Argument argument : arguments) {
        if (argument.value() instanceof Tensor tensor) {
          tensors.add(argument.name() + " " + TensorDescription.of(tensor));
        }
      }
      return String.join(", ", tensors);
    }
  }

  private static Call called(Object... values) {
    Method function = STACK.walk(frames -> frames.flatMap(CheckedFunctions::api).findFirst()).get();
    List<Argument> arguments = new ArrayList<>();
    for (Parameter parameter : function.getParameters()) {
      if (!parameter.getType().isPrimitive()) {
        Object value = values[arguments.size()];
        arguments.add(
            new Argument(parameter.getName(), parameter.getType().getSimpleName(), value));
      }
    }
    return new Call(pythonName(function.getName()), arguments);
  }

  private static String pythonName(String name) {
    return name.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  // The function that the user called: the frame of a public method of F or a superclass.
  private static Stream<Method> api(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    if (!CheckedFunctions.class.isAssignableFrom(type)) {
      return Stream.empty();
    }
    Class<?>[] parameters = frame.getMethodType().parameterArray();
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> method.getName().equals(frame.getMethodName()))
        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters));
  }
}
