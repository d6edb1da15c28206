package torch4j.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * A sequential container: each module is called with the output of the previous one. Same as {@code
 * torch.nn.Sequential}.
 */
public final class Sequential extends ModuleSequence {
  /** Modules named "0", "1" and so on. */
  public Sequential(Module... modules) {
    for (Module module : Require.nonNull(modules, "modules", "modules")) {
      add(module);
    }
  }

  /** Modules with names, in the map's order: Python's {@code Sequential(OrderedDict(...))}. */
  public Sequential(Map<String, Module> modules) {
    Require.nonNull(modules, "modules", "modules by name").forEach(this::register);
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor output = input;
    for (Module module : registered().children().values()) {
      output = module.call(output);
    }
    return output;
  }

  /** Adds a module at the end. Same as {@code append}; returns this container. */
  public Sequential append(Module module) {
    add(module);
    return this;
  }

  /** Adds modules at the end. Same as {@code extend}; returns this container. */
  public Sequential extend(Iterable<? extends Module> modules) {
    addAll(Require.nonNull(modules, "modules", "modules"));
    return this;
  }

  /**
   * Inserts a module before the given index. Same as {@code insert}; returns this container.
   *
   * @throws IndexOutOfBoundsException if the index is out of range
   * @throws IllegalStateException if the following modules have other names than numbers
   */
  public Sequential insert(int index, Module module) {
    addAt(index, module);
    return this;
  }

  /**
   * The modules from the index {@code from}, inclusive, to the index {@code to}, exclusive, with
   * their names. Same as {@code sequential[from:to]}: indices may be negative or out of range.
   */
  public Sequential slice(int from, int to) {
    Map<String, Module> some = new LinkedHashMap<>();
    keys(from, to).forEach(key -> some.put(key, registered().children().get(key)));
    return new Sequential(some);
  }

  @Override
  protected String expectedInput() {
    return "the input of the first module";
  }
}
