package torch4j.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import torch4j.internal.Require;

/**
 * The base class of the lists of modules: children named "0", "1" and so on, with the methods of a
 * Python list.
 */
abstract class ModuleSequence extends Module implements Iterable<Module> {
  /**
   * The module at this index. Same as {@code list[index]}.
   *
   * @param index counts from 0, or from the end if negative: -1 is the last
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public final Module get(int index) {
    return registered().children().get(key(index));
  }

  /**
   * Replaces the module at this index. Same as {@code list[index] = module}.
   *
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public final void set(int index, Module module) {
    requireModule(module);
    registered().children().put(key(index), module);
  }

  /** The number of modules. Same as {@code len(list)}. */
  public final int size() {
    return registered().children().size();
  }

  /**
   * Removes a module; the following modules are renumbered. Same as {@code list.pop(index)} and
   * {@code del list[index]}.
   *
   * @return the module
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public final Module pop(int index) {
    Module removed = registered().children().remove(key(index));
    List<Module> rest = children();
    registered().children().clear();
    rest.forEach(
        module ->
            registered().children().put(String.valueOf(registered().children().size()), module));
    return removed;
  }

  @Override
  public final Iterator<Module> iterator() {
    return Collections.unmodifiableCollection(registered().children().values()).iterator();
  }

  /** Adds a module at the end. */
  final void add(Module module) {
    register(String.valueOf(registered().children().size()), requireModule(module));
  }

  /** Adds all modules at the end, also if {@code modules} is this list. */
  final void addAll(Iterable<? extends Module> modules) {
    List<Module> all = new ArrayList<>();
    modules.forEach(all::add);
    all.forEach(this::add);
  }

  /** Inserts a module; the following modules are renumbered. */
  final void addAt(int index, Module module) {
    int n = registered().children().size();
    if (index < -n || index > n) {
      throw new IndexOutOfBoundsException(
          "index: got " + index + ", expected from " + -n + " to " + n);
    }
    int place = index < 0 ? index + n : index;
    add(module);
    for (int i = n; i > place; i--) {
      Module before = registered().children().get(String.valueOf(i - 1));
      if (before == null) {
        registered().children().remove(String.valueOf(n));
        throw new IllegalStateException(
            "insert: got a module named " + key(i - 1) + ", expected names from 0 on");
      }
      registered().children().put(String.valueOf(i), before);
    }
    registered().children().put(String.valueOf(place), module);
  }

  /** The names of the modules in a Python slice. */
  final List<String> keys(int from, int to) {
    int n = registered().children().size();
    int first = clipped(from, n);
    int end = clipped(to, n);
    return first < end
        ? List.copyOf(registered().children().keySet()).subList(first, end)
        : List.of();
  }

  private static int clipped(int index, int n) {
    return Math.max(0, Math.min(n, index < 0 ? index + n : index));
  }

  private String key(int index) {
    int n = registered().children().size();
    if (index < -n || index >= n) {
      throw new IndexOutOfBoundsException(
          "index: got "
              + index
              + " in "
              + typeName()
              + " of "
              + n
              + ", expected >= -"
              + n
              + " and < "
              + n);
    }
    Iterator<String> keys = registered().children().keySet().iterator();
    for (int i = Math.floorMod(index, n); i > 0; i--) {
      keys.next();
    }
    return keys.next();
  }

  private static Module requireModule(Module module) {
    return Require.nonNull(module, "module", "a module");
  }
}
