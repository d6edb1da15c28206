package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** LibTorch's errors about what it was given, in our words. */
public final class Refusal {
  private Refusal() {}

  /**
   * Runs operators; an error of LibTorch's becomes one that says what was given.
   *
   * @param name what was given
   * @param body what calls the operators
   * @param given the tensors; null for one that was left out
   * @throws IllegalArgumentException if LibTorch refuses the tensors
   * @throws torch4j.TorchException if it gets no memory, or fails in another way
   */
  public static <R> R explained(String name, Supplier<R> body, Tensor... given) {
    try {
      return body.get();
    } catch (RuntimeException e) {
      throw of(name, e, given);
    }
  }

  /** The exception for an error of LibTorch's; another exception stays what it is. */
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
