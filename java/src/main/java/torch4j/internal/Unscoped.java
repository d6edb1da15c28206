package torch4j.internal;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/**
 * The creation of native objects that belong to no scope, even if one is open: parameters, buffers
 * and optimizer state.
 */
public final class Unscoped {
  private Unscoped() {}

  /**
   * Runs {@code make}. The native objects that it creates live until they are garbage-collected or
   * closed one by one.
   *
   * @throws torch4j.TorchException if LibTorch cannot be loaded
   */
  public static <T> T make(Supplier<T> make) {
    Natives.requireLoaded();
    try (var escape = new PointerScope()) {
      T made = make.get();
      escape.extend(); // close() then frees nothing; after an exception it frees everything
      return made;
    }
  }
}
