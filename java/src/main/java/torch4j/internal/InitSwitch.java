package torch4j.internal;

import java.util.function.Supplier;

/** A switch of the current thread that turns {@code torch4j.nn.init.Init} off, for skip_init. */
public final class InitSwitch {
  private static final ThreadLocal<Boolean> OFF = ThreadLocal.withInitial(() -> false);

  private InitSwitch() {}

  /** Whether the functions of Init do nothing on this thread. */
  public static boolean isOff() {
    return OFF.get();
  }

  /** Runs {@code make} while the functions of Init do nothing on this thread. */
  public static <T> T off(Supplier<T> make) {
    boolean before = OFF.get();
    OFF.set(true);
    try {
      return make.get();
    } finally {
      OFF.set(before);
    }
  }
}
