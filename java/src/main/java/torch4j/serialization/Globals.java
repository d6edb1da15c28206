package torch4j.serialization;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The globals that a pickle may use: those that {@code torch.load} allows by default, those that
 * the user has allowed, and, where unknown objects are skipped, a placeholder for any other.
 */
final class Globals {
  // Python 3's names of Python 2's globals, which pickle protocol 2 writes.
  private static final Map<String, String> MODULES =
      Map.of("__builtin__", "builtins", "copy_reg", "copyreg");
  private static final Map<String, String> NAMES =
      Map.of(
          "builtins.long", "builtins.int",
          "builtins.unicode", "builtins.str",
          "builtins.xrange", "builtins.range");

  private static final String SKIP = "Serialization.loadOptions().skipUnknown(true)";

  private final Map<String, Object> known;
  private final boolean skipUnknown;

  private Globals(Map<String, Object> known, boolean skipUnknown) {
    this.known = known;
    this.skipUnknown = skipUnknown;
  }

  /** The globals that these options allow. */
  static Globals of(LoadOptions options) {
    return new Globals(with(options.allowed()), options.skipUnknown());
  }

  private static Map<String, Object> with(Set<SafeGlobals> allowed) {
    if (allowed.isEmpty()) {
      return DefaultGlobals.TABLE;
    }
    Map<String, Object> all = new HashMap<>(DefaultGlobals.TABLE);
    for (SafeGlobals globals : allowed) {
      globals.table().forEach(all::putIfAbsent); // a callable global takes precedence over a name
    }
    return all;
  }

  /** No globals: each is a placeholder. */
  static Globals none() {
    return new Globals(Map.of(), true);
  }

  /**
   * The global of this name.
   *
   * @throws UnsupportedGlobalException if it is not allowed
   */
  Object find(String module, String name) {
    String full = MODULES.getOrDefault(module, module) + "." + name;
    String python3 = NAMES.getOrDefault(full, full);
    Object found = known.get(python3);
    if (found != null) {
      return found;
    }
    if (!skipUnknown) {
      throw new UnsupportedGlobalException(
          "got the global "
              + python3
              + ", expected one of those that torch.load allows by default; "
              + remedy(python3));
    }
    return Global.unknown(python3);
  }

  private static String remedy(String name) {
    SafeGlobals allowing = SafeGlobals.allowing(name);
    return allowing == null
        ? "torch4j runs no code from files: load the rest with "
            + SKIP
            + ", or save a state dict instead"
        : "load it with Serialization.loadOptions().allow(SafeGlobals." + allowing + ")";
  }

  /**
   * Refuses an object that Java has no type for, unless such ones are skipped.
   *
   * @throws UnsupportedGlobalException if they are not
   */
  void requireSkipped(String got, String expected) {
    if (!skipUnknown) {
      throw new UnsupportedGlobalException(
          "got " + got + ", expected one " + expected + "; load the rest with " + SKIP);
    }
  }
}
