package torch4j.nn;

import org.bytedeco.pytorch.Tensor;

/** Parameters that are computed from others, under the child "parametrizations" as in Python. */
final class Parametrized {
  /** The child that holds a {@link Parametrization} for each computed parameter, by its name. */
  static final String CHILD = "parametrizations";

  private Parametrized() {}

  /** What the module's parametrization of this name computes, or null without one. */
  static Tensor value(Module module, String name) {
    Module all = module.children.get(CHILD);
    return all != null && all.children.get(name) instanceof Parametrization one
        ? one.value()
        : null;
  }
}
