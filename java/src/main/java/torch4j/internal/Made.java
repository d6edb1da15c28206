package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Pointer;

/**
 * A value, and those of its tensors that were made for it: they belong to no scope, and are to be
 * freed or given to a step. What the value had from elsewhere is not among them.
 *
 * @param value a tensor, or a record, list, map, array or Optional of tensors, however deep
 * @param pointers what was made for it
 */
public record Made<T>(T value, List<Pointer> pointers) {
  /** Runs {@code make}, and frees what it made but is not in its result. */
  public static <T> Made<T> by(Callable<T> make) throws Exception {
    try (var scope = new TensorScope()) {
      T value = make.call();
      List<Pointer> pointers = new ArrayList<>();
      if (value != null) {
        HeldPointers.of(value).stream().filter(scope::release).forEach(pointers::add);
      }
      return new Made<>(value, pointers);
    }
  }

  /** Frees what was made, for a value that nobody wants any more. */
  public void free() {
    pointers.forEach(Pointer::releaseReference);
  }
}
