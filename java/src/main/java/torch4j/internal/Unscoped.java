package torch4j.internal;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
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
   * @throws torch4j.TorchException if LibTorch cannot be loaded, or memory cannot be allocated
   */
  public static <T> T make(Supplier<T> make) {
    Natives.requireLoaded();
    try (var escape = new PointerScope()) {
      T made = make.get();
      escape.extend(); // close() then frees nothing; after an exception it frees everything
      return made;
    } catch (RuntimeException e) {
      throw LibTorchErrors.isLibTorchError(e) && LibTorchErrors.isInternalFailure(e)
          ? LibTorchErrors.torchException(e)
          : e;
    }
  }

  /**
   * Removes an object that the current thread has just created from its open scope, if there is
   * one. For constructors, which cannot run inside {@link #make}.
   */
  public static void release(Pointer made) {
    if (made.referenceCount() > 0) {
      made.retainReference(); // detach releases the reference that the scope holds
      PointerScope.getInnerScope().detach(made);
    }
  }
}
