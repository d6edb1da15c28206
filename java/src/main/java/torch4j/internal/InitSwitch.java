package torch4j.internal;

import java.util.function.Supplier;

/** Whether {@code torch4j.nn.init.Init} leaves tensors as they are on this thread. */
public final class InitSwitch {
  private static final ThreadLocal<Boolean> OFF = ThreadLocal.withInitial(() -> false);

  private InitSwitch() {}

  /** Whether nothing is to be filled now. */
  public static boolean isOff() {
    return OFF.get();
  }

  /** Runs {@code make} with nothing being filled on this thread. */
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
