package torch4j.nn;

import java.lang.reflect.Method;
import java.util.Arrays;

/** What a module puts into its state dict beside parameters and buffers, if its class does. */
final class ExtraState {
  /** The last part of the key. */
  static final String KEY = "_extra_state";

  private static final ClassValue<Boolean> GIVES = overriding("getExtraState");
  private static final ClassValue<Boolean> TAKES = overriding("setExtraState", Object.class);

  private ExtraState() {}

  /** Whether the module's class overrides {@code getExtraState}. */
  static boolean isGivenBy(Module module) {
    return GIVES.get(module.getClass());
  }

  /** Whether the module's class overrides {@code setExtraState}. */
  static boolean isTakenBy(Module module) {
    return TAKES.get(module.getClass());
  }

  private static ClassValue<Boolean> overriding(String name, Class<?>... parameters) {
    return new ClassValue<>() {
      @Override
      protected Boolean computeValue(Class<?> type) {
        return type != Module.class
            && (Arrays.stream(type.getDeclaredMethods()).anyMatch(this::isOne)
                || get(type.getSuperclass()));
      }

      private boolean isOne(Method method) {
        return method.getName().equals(name)
            && Arrays.equals(method.getParameterTypes(), parameters);
      }
    };
  }
}
