package torch4j.serialization;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The globals of types of Python's library that become plain values in Java. */
final class PlainGlobals {
  private static final Map<String, Global> NAMESPACE =
      tableOf("argparse.Namespace", (tensors, args) -> new Namespace(args.requireSize(0, 0)));
  private static final Map<String, Global> DEFAULT_DICT =
      tableOf(
          "collections.defaultdict",
          (tensors, args) -> new LinkedHashMap<>(args.requireSize(0, 1).size()));
  private static final Map<String, Global> PATHLIB = new HashMap<>();

  static {
    for (String type :
        new String[] {"int", "float", "bool", "str", "list", "dict", "tuple", "set", "bytes"}) {
      DEFAULT_DICT.put("builtins." + type, Global.named("builtins." + type));
    }
    for (String module : new String[] {"pathlib.", "pathlib._local."}) {
      for (String type : new String[] {"Path", "PurePath", "PosixPath", "PurePosixPath"}) {
        addPath(module + type, "/");
      }
      for (String type : new String[] {"WindowsPath", "PureWindowsPath"}) {
        addPath(module + type, "\\");
      }
    }
  }

  private PlainGlobals() {}

  private static Map<String, Global> tableOf(String name, Global.Action action) {
    Map<String, Global> table = new HashMap<>();
    table.put(name, new Global(name, action));
    return table;
  }

  static Map<String, Global> namespace() {
    return NAMESPACE;
  }

  static Map<String, Global> defaultDict() {
    return DEFAULT_DICT;
  }

  static Map<String, Global> pathlib() {
    return PATHLIB;
  }

  private static void addPath(String name, String separator) {
    PATHLIB.put(name, new Global(name, (tensors, args) -> path(args, separator)));
  }

  private static String path(ReduceArguments args, String separator) {
    var path = new StringBuilder();
    for (int i = 0; i < args.size(); i++) {
      String part = args.get(i, String.class);
      if (part.startsWith(separator)) {
        path.setLength(0); // an absolute part replaces those before it
      } else if (path.length() > 0 && !path.toString().endsWith(separator)) {
        path.append(separator);
      }
      path.append(part);
    }
    return path.length() == 0 ? "." : path.toString();
  }

  /** A map whose items are set as its state. */
  private static final class Namespace extends LinkedHashMap<String, Object> implements Stateful {
    private static final long serialVersionUID = 1L;

    Namespace(ReduceArguments none) {
      super(none.size());
    }

    @Override
    public void setState(Object state) {
      Map<?, ?> attributes = Unpickler.require(Map.class, state, "argparse.Namespace");
      attributes.forEach(
          (name, value) -> put(Unpickler.require(String.class, name, "attribute"), value));
    }
  }
}
