package torch4j.internal;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/**
 * Makes native objects that belong to no scope, whatever scope is open: parameters, buffers,
 * optimizer state.
 */
public final class Unscoped {
  private Unscoped() {}

  /**
   * Runs {@code make}; all native objects made by it live until they are collected, or closed one
   * by one.
   *
   * @throws torch4j.TorchException if LibTorch cannot be loaded
   */
  public static <T> T make(Supplier<T> make) {
    Natives.requireLoaded();
    try (var escape = new PointerScope()) {
      T made = make.get();
      escape.extend(); // closing forgets what was made instead of freeing it; a failure frees it
      return made;
    }
  }
}
