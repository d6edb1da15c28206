package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Parametrizes the parameters of modules: a parametrized parameter is computed from its originals
 * each time it is used. Same as {@code torch.nn.utils.parametrize}: the originals are in the child
 * "parametrizations", and in the state dict instead of the parameter.
 */
public final class Parametrize {
  private Parametrize() {}

  /**
   * Registers a parametrization of a parameter, after those already registered. Same as {@code
   * register_parametrization(module, name, parametrization)}: it is computed once to check that it
   * preserves shape and dtype.
   *
   * @return the module
   * @throws IllegalArgumentException if there is no such parameter, or the parametrization changes
   *     its shape or dtype
   */
  public static <M extends Module> M registerParametrization(
      M module, String name, Parametrization parametrization) {
    return registerParametrization(module, name, parametrization, false);
  }

  /**
   * Registers a parametrization of a parameter. Same as {@code register_parametrization(module,
   * name, parametrization, unsafe=unsafe)}.
   *
   * @param unsafe whether it may change shape and dtype, and is not computed for a check
   * @return the module
   * @throws IllegalArgumentException if there is no such parameter
   */
  public static <M extends Module> M registerParametrization(
      M module, String name, Parametrization parametrization, boolean unsafe) {
    Require.nonNull(module, "module", "a module");
    Require.nonNull(name, "name", "the name of a parameter");
    Require.nonNull(parametrization, "parametrization", "a parametrization");
    parametrization.train(module.isTraining());
    ParametrizationList list = Parametrized.list(module, name);
    if (list == null) {
      registerFirst(module, name, parametrization, unsafe);
      return module;
    }
    if (!unsafe) {
      Tensor before = list.value();
      ParametrizationList.requireSameShapeAndDtype(before, parametrization.call(before));
    }
    list.append(parametrization);
    return module;
  }

  private static void registerFirst(
      Module module, String name, Parametrization parametrization, boolean unsafe) {
    Parameter parameter = module.registered().parameters().get(name);
    if (parameter == null) {
      throw none(module, name);
    }
    if (UninitializedParameter.isLazy(parameter)) {
      throw uninitialized(module, name);
    }
    // For its shape and dtype; the data of the tensor may change.
    Tensor before = parameter.detach();
    var list = new ParametrizationList(parameter, parametrization);
    if (!unsafe) {
      list.requireSameShapeAndDtype(before);
    }
    module.removeParameter(name);
    if (!module.registered().children().containsKey(Parametrized.CHILD)) {
      module.register(Parametrized.CHILD, new ModuleDict());
    }
    ((ModuleDict) module.registered().children().get(Parametrized.CHILD)).put(name, list);
  }

  /** Whether any parameter of this module, without its submodules, has a parametrization. */
  public static boolean isParametrized(Module module) {
    Require.nonNull(module, "module", "a module");
    return Parametrized.any(module);
  }

  /** Whether this parameter has a parametrization. Same as {@code is_parametrized}. */
  public static boolean isParametrized(Module module, String name) {
    Require.nonNull(module, "module", "a module");
    Require.nonNull(name, "name", "the name of a parameter");
    return Parametrized.list(module, name) != null;
  }

  /**
   * The value of a parameter, parametrized or not. Same as {@code getattr(module, name)}.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public static Tensor value(Module module, String name) {
    Require.nonNull(module, "module", "a module");
    Require.nonNull(name, "name", "the name of a parameter");
    Tensor value = module.parameter(name);
    if (value == null) {
      throw none(module, name);
    }
    return value;
  }

  /**
   * Sets the originals so that a parametrized parameter has this value. Same as assigning to it.
   *
   * @throws IllegalArgumentException if the parameter has no parametrization
   * @throws UnsupportedOperationException if a parametrization has no right inverse
   */
  public static void setValue(Module module, String name, Tensor value) {
    Require.nonNull(module, "module", "a module");
    Require.nonNull(name, "name", "the name of a parameter");
    Require.nonNull(value, "value", "a tensor");
    requireList(module, name).setValue(value);
  }

  /**
   * Removes the parametrizations of a parameter. Same as {@code remove_parametrizations}.
   *
   * @param leaveParametrized whether the parameter keeps its current, parametrized value instead of
   *     the original
   * @return the module
   * @throws IllegalArgumentException if it has none, or {@code leaveParametrized} is false and
   *     there are several originals
   */
  public static <M extends Module> M removeParametrizations(
      M module, String name, boolean leaveParametrized) {
    Require.nonNull(module, "module", "a module");
    Require.nonNull(name, "name", "the name of a parameter");
    ParametrizationList list = requireList(module, name);
    Parameter parameter =
        list.original() == null
            ? fromSeveral(list, leaveParametrized)
            : fromOne(list, leaveParametrized);
    ModuleRegistry registry = module.registered();
    var all = (ModuleDict) registry.children().get(Parametrized.CHILD);
    all.pop(name);
    registry.parameters().put(name, parameter);
    if (all.size() == 0) {
      registry.remove(Parametrized.CHILD);
    }
    return module;
  }

  private static Parameter fromOne(ParametrizationList list, boolean leaveParametrized) {
    if (leaveParametrized) {
      try (var noGrad = Torch.noGrad()) {
        list.setOriginal(list.value());
      }
    }
    return list.original();
  }

  private static Parameter fromSeveral(ParametrizationList list, boolean leaveParametrized) {
    if (!leaveParametrized) {
      throw new IllegalArgumentException(
          "leaveParametrized: got false, expected true; cannot leave unparametrized a tensor that"
              + " is parametrized in terms of a sequence of tensors");
    }
    Tensor value = list.value();
    return new Parameter(value, value.requiresGrad());
  }

  private static ParametrizationList requireList(Module module, String name) {
    ParametrizationList list = Parametrized.list(module, name);
    if (list == null) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", expected a parametrized parameter of " + module.typeName());
    }
    return list;
  }

  private static IllegalStateException uninitialized(Module module, String name) {
    return new IllegalStateException(
        name
            + ": got an uninitialized parameter of "
            + module.typeName()
            + ", expected one with a shape; call the module with one batch first");
  }

  private static IllegalArgumentException none(Module module, String name) {
    return new IllegalArgumentException(
        "name: got \"" + name + "\", expected the name of a parameter of " + module.typeName());
  }
}
