package torch4j.nn;

import torch4j.Tensor;

/** Access to the parametrizations of a module, in the child "parametrizations" as in Python. */
final class Parametrized {
  /**
   * The child that holds a {@link ParametrizationList} for each computed parameter, by its name.
   */
  static final String CHILD = "parametrizations";

  private Parametrized() {}

  /** The parametrized value of this name, or null if there is no parametrization. */
  static Tensor value(Module module, String name) {
    ParametrizationList list = list(module, name);
    return list == null ? null : list.value();
  }

  /** The module's parametrizations of this name, or null if there are none. */
  static ParametrizationList list(Module module, String name) {
    return module.registered().children().get(CHILD) instanceof ModuleDict all
            && all.registered().children().get(name) instanceof ParametrizationList list
        ? list
        : null;
  }

  /** Whether any parameter of the module, without its submodules, is parametrized. */
  static boolean any(Module module) {
    return module.registered().children().get(CHILD) instanceof ModuleDict all
        && all.registered().children().values().stream()
            .anyMatch(ParametrizationList.class::isInstance);
  }

  /**
   * The name of the module's class; Python changes it when the first parametrization is registered.
   */
  static String typeName(Module module) {
    return any(module) ? "Parametrized" + module.typeName() : module.typeName();
  }
}
