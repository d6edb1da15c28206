package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import torch4j.Tensor;
import torch4j.TorchException;

/** The exceptions of LibTorch, which the presets throw as a plain RuntimeException. */
public final class LibTorchErrors {
  private static final Pattern BACKTRACE =
      Pattern.compile("\n(Exception raised from |frame #0: ).*", Pattern.DOTALL);

  private LibTorchErrors() {}

  /**
   * Whether this is an error of LibTorch: the presets' plain RuntimeException, or the refusal of an
   * operator of {@link Tensor}, whose cause has LibTorch's own words.
   */
  public static boolean isLibTorchError(RuntimeException e) {
    return isRefusal(e) || (e.getClass() == RuntimeException.class && e.getMessage() != null);
  }

  private static boolean isRefusal(RuntimeException e) {
    return e instanceof TorchException && e.getCause() instanceof TorchException;
  }

  /**
   * Whether an error of LibTorch does not concern its arguments: memory could not be allocated, or
   * one of LibTorch's internal assertions failed.
   */
  public static boolean isInternalFailure(RuntimeException fromLibTorch) {
    String whole = ownWords(fromLibTorch);
    return whole.contains("INTERNAL ASSERT FAILED")
        || whole.contains("Storage size calculation overflowed")
        || whole.contains("std::bad_alloc")
        || AllocationFailure.is(whole);
  }

  private static String ownWords(RuntimeException fromLibTorch) {
    return (isRefusal(fromLibTorch) ? fromLibTorch.getCause() : fromLibTorch).getMessage();
  }

  /** The message of an error of LibTorch, without the C++ backtrace. */
  public static String message(RuntimeException fromLibTorch) {
    return AllocationFailure.message(BACKTRACE.matcher(ownWords(fromLibTorch)).replaceFirst(""));
  }

  /** An error of LibTorch as a TorchException, with the C++ backtrace as its detail. */
  public static TorchException torchException(RuntimeException fromLibTorch) {
    if (isRefusal(fromLibTorch)) {
      return (TorchException) fromLibTorch.getCause();
    }
    var exception = new TorchException(message(fromLibTorch), fromLibTorch.getMessage());
    exception.setStackTrace(fromLibTorch.getStackTrace());
    return exception;
  }

  /**
   * Calls operators; an exception of LibTorch is converted to one with the given tensors in its
   * message.
   *
   * @param name the name of the argument
   * @param body calls the operators
   * @param given the tensors; null for an omitted one
   * @throws IllegalArgumentException if LibTorch refuses the tensors
   * @throws torch4j.TorchException if memory cannot be allocated, or LibTorch fails in another way
   */
  public static <R> R explained(String name, Supplier<R> body, Tensor... given) {
    try {
      return body.get();
    } catch (RuntimeException e) {
      throw explain(name, e, given);
    }
  }

  /**
   * The converted exception, if {@code e} is an exception of LibTorch; otherwise {@code e} itself.
   */
  public static RuntimeException explain(String name, RuntimeException e, Tensor... given) {
    if (!isLibTorchError(e)) {
      return e;
    }
    if (isInternalFailure(e)) {
      return torchException(e);
    }
    List<String> got = new ArrayList<>();
    for (Tensor tensor : given) {
      if (tensor != null) {
        got.add(TensorDescription.of(tensor));
      }
    }
    return new IllegalArgumentException(
        name + ": got " + String.join(" and ", got) + "; " + message(e), torchException(e));
  }
}
