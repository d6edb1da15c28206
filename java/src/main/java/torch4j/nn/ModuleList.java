package torch4j.nn;

import torch4j.internal.Require;

/** Holds submodules in a list. Same as {@code torch.nn.ModuleList}: it has no {@code forward}. */
public final class ModuleList extends ModuleSequence {
  /** Modules named "0", "1" and so on. */
  public ModuleList(Module... modules) {
    for (Module module : Require.nonNull(modules, "modules", "modules")) {
      add(module);
    }
  }

  /** Modules named "0", "1" and so on. */
  public ModuleList(Iterable<? extends Module> modules) {
    addAll(Require.nonNull(modules, "modules", "modules"));
  }

  /** Adds a module at the end. Same as {@code append}; returns this list. */
  public ModuleList append(Module module) {
    add(module);
    return this;
  }

  /** Adds modules at the end. Same as {@code extend}; returns this list. */
  public ModuleList extend(Iterable<? extends Module> modules) {
    addAll(Require.nonNull(modules, "modules", "modules"));
    return this;
  }

  /**
   * Inserts a module before the given index. Same as {@code insert}; returns this list.
   *
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public ModuleList insert(int index, Module module) {
    addAt(index, module);
    return this;
  }

  /**
   * The modules from the index {@code from}, inclusive, to the index {@code to}, exclusive,
   * renumbered. Same as {@code list[from:to]}: indices may be negative or out of range.
   */
  public ModuleList slice(int from, int to) {
    return new ModuleList(keys(from, to).stream().map(registered().children()::get).toList());
  }

  /** As in Python, with consecutive equal modules shown once: {@code (0-2): 3 x Linear(...)}. */
  @Override
  public String toString() {
    return Repr.ofList(this);
  }
}
