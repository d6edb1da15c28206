package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** Converts LibTorch's exceptions to ones whose messages describe the arguments. */
public final class Refusal {
  private Refusal() {}

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
      throw of(name, e, given);
    }
  }

  /**
   * The converted exception, if {@code e} is an exception of LibTorch; otherwise {@code e} itself.
   */
  public static RuntimeException of(String name, RuntimeException e, Tensor... given) {
    if (!Text.isFromLibTorch(e)) {
      return e;
    }
    if (Text.isFailureOfItsOwn(e)) {
      return Text.torchException(e);
    }
    List<String> got = new ArrayList<>();
    for (Tensor tensor : given) {
      if (tensor != null) {
        got.add(Text.of(tensor));
      }
    }
    return new IllegalArgumentException(
        name + ": got " + String.join(" and ", got) + "; " + Text.message(e),
        Text.torchException(e));
  }
}
