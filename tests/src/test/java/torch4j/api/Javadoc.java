package torch4j.api;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The documentation comments of the library's sources. */
final class Javadoc {
  // Of generated methods, after the names of the parameters.
  private static final String NAMED_NULLS = " may be null, for None";

  private final Map<String, String> comments = new HashMap<>();

  /** Reads the sources in these folders. */
  Javadoc(List<Path> folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, manager, null, List.of(), null, units);
      for (CompilationUnitTree unit : task.parse()) {
        read(unit, DocTrees.instance(task));
      }
    }
  }

  private void read(CompilationUnitTree unit, DocTrees docs) {
    String packageName = unit.getPackageName().toString();
    new TreePathScanner<Void, String>() {
      @Override
      public Void visitClass(ClassTree type, String outer) {
        String name = outer + type.getSimpleName();
        add(name, getCurrentPath());
        return super.visitClass(type, name + "$");
      }

      @Override
      public Void visitMethod(MethodTree method, String outer) {
        String types =
            method.getParameters().stream()
                .map(parameter -> simple(parameter))
                .collect(Collectors.joining(",", "(", ")"));
        String name =
            method.getName().contentEquals("<init>") ? "new" : method.getName().toString();
        add(outer.substring(0, outer.length() - 1) + "." + name + types, getCurrentPath());
        return super.visitMethod(method, outer);
      }

      private void add(String name, TreePath path) {
        String comment = docs.getDocComment(path);
        comments.put(name, comment == null ? "" : comment);
      }
    }.scan(unit, packageName + ".");
  }

  // The erased type, as reflection knows it; type variables have one letter, and no bounds.
  private static String simple(VariableTree parameter) {
    String type = parameter.getType().toString().replaceAll("<.*>", "").replace("...", "[]");
    String erased = type.matches("[A-Z]") ? "Object" : type;
    return erased.substring(erased.lastIndexOf('.') + 1);
  }

  /**
   * Whether the comment of a method, or of the record that a constructor or wither is of, says what
   * null means for a parameter.
   *
   * @param signature as {@link NullArguments} prints it
   */
  boolean allowsNull(String signature, String parameter) {
    String type = signature.substring(0, signature.lastIndexOf('.', signature.indexOf('(')));
    String ofRecord = param(comments.get(type.replaceFirst("Withers$", "")), parameter);
    String comment = comments.getOrDefault(signature, "").replaceAll("\\s+", " ");
    boolean ofMethod =
        comment.contains(NAMED_NULLS)
            ? comment.contains("{@code " + parameter + "}")
            : comment.contains("null");
    return ofMethod || ofRecord.contains("null");
  }

  private static String param(String comment, String parameter) {
    return comment == null
        ? ""
        : Stream.of(comment.split("(?m)^\\s*@", -1))
            .filter(tag -> tag.startsWith("param " + parameter + " "))
            .findFirst()
            .orElse("");
  }
}
