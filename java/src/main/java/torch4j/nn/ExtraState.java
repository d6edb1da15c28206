package torch4j.nn;

import java.lang.reflect.Method;
import java.util.Arrays;

/** The extra state in a module's state dict, if the module's class has one. */
final class ExtraState {
  /** The last part of its key in the state dict. */
  static final String KEY = "_extra_state";

  private static final ClassValue<Boolean> HAS_GETTER = overriding("getExtraState");
  private static final ClassValue<Boolean> HAS_SETTER = overriding("setExtraState", Object.class);

  private ExtraState() {}

  /** Whether the module's class overrides {@code getExtraState}. */
  static boolean hasGetter(Module module) {
    return HAS_GETTER.get(module.getClass());
  }

  /** Whether the module's class overrides {@code setExtraState}. */
  static boolean hasSetter(Module module) {
    return HAS_SETTER.get(module.getClass());
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
