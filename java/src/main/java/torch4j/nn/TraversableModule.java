package torch4j.nn;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import torch4j.Tensor;
import torch4j.internal.Require;

/** The part of {@link Module} that traverses a module and its submodules. */
abstract sealed class TraversableModule extends RegisteringModule permits ConvertibleModule {
  TraversableModule() {}

  /**
   * The children by name, in the order in which they were registered. Same as {@code
   * named_children}.
   */
  public final Map<String, Module> namedChildren() {
    return Collections.unmodifiableMap(registered().children());
  }

  /** The children, in the order in which they were registered. Same as {@code children}. */
  public final List<Module> children() {
    return List.copyOf(registered().children().values());
  }

  /**
   * This module, under the name "", and its submodules by their path, each once, in Python's order.
   * Same as {@code named_modules}.
   */
  public final Map<String, Module> namedModules() {
    Map<String, Module> found = new LinkedHashMap<>();
    collect("", found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private void collect(String path, Map<String, Module> found, Set<Object> seen) {
    if (seen.add(this)) {
      found.put(path, (Module) this);
      String prefix = path.isEmpty() ? "" : path + ".";
      registered()
          .children()
          .forEach(
              (name, child) -> ((TraversableModule) child).collect(prefix + name, found, seen));
    }
  }

  /** This module and its submodules, each once. Same as {@code modules}. */
  public final List<Module> modules() {
    return List.copyOf(namedModules().values());
  }

  /** Whether this module is {@code module} or contains it. */
  final boolean contains(Module module) {
    return modules().stream().anyMatch(one -> one == module);
  }

  /**
   * The parameters of this module and its submodules, each once, by their path. Same as {@code
   * named_parameters}: those of a lazy layer before its first input are {@link
   * UninitializedParameter}s.
   *
   * @return a new map, in Python's order
   */
  public final Map<String, Tensor> namedParameters() {
    return collectTensors(module -> module.registered().parameters());
  }

  /**
   * The parameters of this module and its submodules, each once, in Python's order. Same as {@code
   * parameters}.
   */
  public final List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /**
   * The buffers of this module and its submodules, each once, by their path, persistent or not.
   * Same as {@code named_buffers}.
   *
   * @return a new map, in Python's order
   */
  public final Map<String, Tensor> namedBuffers() {
    return collectTensors(module -> module.registered().buffers());
  }

  private Map<String, Tensor> collectTensors(Function<Module, Map<String, ? extends Tensor>> own) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    Set<Long> seen = new HashSet<>();
    namedModules()
        .forEach(
            (path, module) -> {
              String prefix = path.isEmpty() ? "" : path + ".";
              own.apply(module)
                  .forEach(
                      (name, tensor) -> {
                        if (tensor != null && seen.add(Parameter.identity(tensor))) {
                          found.put(prefix + name, tensor);
                        }
                      });
            });
    return found;
  }

  /**
   * The module at this path. Same as {@code get_submodule}.
   *
   * @param path names joined by dots, or "" for this module
   * @throws IllegalArgumentException if there is none
   */
  public final Module getSubmodule(String path) {
    Require.nonNull(path, "path", "names joined by dots");
    Module module = (Module) this;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
      Module child = module.registered().children().get(name);
      if (child == null) {
        throw new IllegalArgumentException(
            "path: got \""
                + path
                + "\", expected a child of "
                + module.typeName()
                + " instead of "
                + name);
      }
      module = child;
    }
    return module;
  }

  /**
   * The parameter at this path. Same as {@code get_parameter}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public final Tensor getParameter(String path) {
    return at(path, module -> module.registered().parameters(), "parameter");
  }

  /**
   * The buffer at this path. Same as {@code get_buffer}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public final Tensor getBuffer(String path) {
    return at(path, module -> module.registered().buffers(), "buffer");
  }

  private Tensor at(String path, Function<Module, Map<String, ? extends Tensor>> own, String kind) {
    Require.nonNull(path, "path", "names joined by dots");
    int dot = path.lastIndexOf('.');
    Module module = getSubmodule(dot < 0 ? "" : path.substring(0, dot));
    Tensor tensor = own.apply(module).get(path.substring(dot + 1));
    if (tensor == null) {
      throw new IllegalArgumentException(
          "path: got \"" + path + "\", expected a " + kind + " of " + module.typeName());
    }
    return tensor;
  }
}
