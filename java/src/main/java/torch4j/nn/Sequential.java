package torch4j.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;

/**
 * Modules one after another, each applied to the output of the one before. Same as {@code
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

  /** Adds a module at the end. Same as {@code append}; returns this list. */
  public Sequential append(Module module) {
    add(module);
    return this;
  }

  /** Adds modules at the end. Same as {@code extend}; returns this list. */
  public Sequential extend(Iterable<? extends Module> modules) {
    addAll(Require.nonNull(modules, "modules", "modules"));
    return this;
  }

  /**
   * Puts a module before the one at this place. Same as {@code insert}; returns this list.
   *
   * @throws IndexOutOfBoundsException if the place is beyond the ends
   * @throws IllegalStateException if modules behind it have names of their own
   */
  public Sequential insert(int index, Module module) {
    addAt(index, module);
    return this;
  }

  /**
   * The modules from one place to before another, under the names that they have here. Same as
   * {@code sequential[from:to]}: places may be negative, or beyond the ends.
   */
  public Sequential slice(int from, int to) {
    Map<String, Module> some = new LinkedHashMap<>();
    keys(from, to).forEach(key -> some.put(key, registered().children().get(key)));
    return new Sequential(some);
  }

  @Override
  protected String expectedInput() {
    return "what the first module takes";
  }
}
