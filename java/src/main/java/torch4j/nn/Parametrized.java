package torch4j.nn;

import org.bytedeco.pytorch.Tensor;

/** Parameters that are computed from others, under the child "parametrizations" as in Python. */
final class Parametrized {
  /**
   * The child that holds a {@link ParametrizationList} for each computed parameter, by its name.
   */
  static final String CHILD = "parametrizations";

  private Parametrized() {}

  /** What the module's parametrizations of this name compute, or null without one. */
  static Tensor value(Module module, String name) {
    ParametrizationList list = list(module, name);
    return list == null ? null : list.value();
  }

  /** The module's parametrizations of this name, or null without one. */
  static ParametrizationList list(Module module, String name) {
    return module.registered().children().get(CHILD) instanceof ModuleDict all
            && all.registered().children().get(name) instanceof ParametrizationList list
        ? list
        : null;
  }

  /** Whether any of the module's own parameters is computed from others. */
  static boolean any(Module module) {
    return module.registered().children().get(CHILD) instanceof ModuleDict all
        && all.registered().children().values().stream()
            .anyMatch(ParametrizationList.class::isInstance);
  }

  /** The name of the module's class, which Python changes with the first parametrization. */
  static String typeName(Module module) {
    return any(module) ? "Parametrized" + module.typeName() : module.typeName();
  }
}
