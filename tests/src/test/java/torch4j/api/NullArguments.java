package torch4j.api;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import torch4j.Torch;
import torch4j.nn.CosineSimilarity;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.TripletMarginLoss;

/**
 * Calls every public method and constructor of the library with null in the place of each argument
 * that is an object, and of each element of a list, array or map of such objects, and prints what
 * became of it, a line for each: {@code refused}, {@code accepted}, {@code wrong} or {@code
 * untried}. To be run in a JVM of its own.
 */
public final class NullArguments {
  private static final int MOST_TRIED = 5;

  private final ArgumentValues values = new ArgumentValues();

  private NullArguments() {}

  /** Prints the lines, and "end". */
  public static void main(String[] arguments) throws IOException, URISyntaxException {
    Torch.init();
    var run = new NullArguments();
    Map<Executable, List<Class<?>>> all = new LinkedHashMap<>();
    for (Class<?> type : publicClasses()) {
      callables(type)
          .forEach(callable -> all.computeIfAbsent(callable, key -> new ArrayList<>()).add(type));
    }
    all.forEach(run::tryAll);
    System.out.println("end");
    Runtime.getRuntime().halt(0); // loaders' and optimizers' threads need no farewell
  }

  private static List<Class<?>> publicClasses() throws IOException, URISyntaxException {
    URI source = Torch.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      return publicClasses(path);
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      return publicClasses(jar.getPath("/"));
    }
  }

  private static List<Class<?>> publicClasses(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.startsWith("torch4j") && name.endsWith(".class"))
          .filter(name -> !name.contains("internal") && !name.contains("package-info"))
          .filter(name -> !name.contains("tensorboard/proto")) // protoc's
          .sorted()
          .<Class<?>>map(NullArguments::load)
          .filter(NullArguments::isPublic)
          .toList();
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(file.replace(".class", "").replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  private static Stream<Executable> callables(Class<?> type) {
    Stream<Executable> constructors =
        Modifier.isAbstract(type.getModifiers())
            ? Stream.empty()
            : Arrays.stream(type.getConstructors());
    Stream<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getDeclaringClass().getName().startsWith("torch4j"))
            .filter(method -> !method.isSynthetic() && !method.getName().equals("equals"))
            // Called through call; and what every enum has.
            .filter(method -> !method.getName().equals("forward"))
            .filter(method -> !(type.isEnum() && method.getName().equals("valueOf")))
            .filter(method -> !Modifier.isAbstract(method.getModifiers()))
            .sorted(Comparator.comparing(Method::toString));
    return Stream.concat(constructors, methods);
  }

  private static String signature(Executable callable) {
    String name = callable instanceof Constructor ? "new" : callable.getName();
    return callable.getDeclaringClass().getName()
        + "."
        + name
        + Arrays.stream(callable.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  private void tryAll(Executable callable, List<Class<?>> types) {
    Parameter[] parameters = callable.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].getType().isPrimitive()) {
        report(callable, types, i, Optional.empty());
        Optional<Object> element = values.withNull(callable.getGenericParameterTypes()[i]);
        if (element.isPresent()) {
          report(callable, types, i, element);
        }
      }
    }
  }

  private void report(
      Executable callable, List<Class<?>> types, int place, Optional<Object> argument) {
    String name = callable.getParameters()[place].getName() + (argument.isPresent() ? "[]" : "");
    String what = signature(callable) + " " + name;
    System.out.println("try " + what);
    System.out.flush();
    System.out.println(outcome(callable, types, place, argument) + " " + what);
  }

  // Each on its own: a method may be inherited by classes that cannot be made here.
  private String outcome(
      Executable callable, List<Class<?>> types, int place, Optional<Object> argument) {
    try (var scope = new PointerScope()) {
      Optional<Object[]> given = values.all(callable.getGenericParameterTypes());
      Optional<Object> instance = instance(callable, types);
      boolean isStatic =
          callable instanceof Constructor || Modifier.isStatic(callable.getModifiers());
      if (given.isEmpty() || (instance.isEmpty() && !isStatic)) {
        return "untried";
      }
      given.get()[place] = argument.orElse(null);
      callable.setAccessible(true);
      if (callable instanceof Constructor<?> constructor) {
        constructor.newInstance(given.get());
      } else {
        ((Method) callable).invoke(isStatic ? null : instance.get(), given.get());
      }
      return "accepted";
    } catch (InvocationTargetException e) {
      String name = callable.getParameters()[place].getName();
      return verdict(
          e.getCause(), argument.isPresent() ? name + "|weight|module|child|value" : name);
    } catch (ReflectiveOperationException e) {
      return "untried";
    }
  }

  private Optional<Object> instance(Executable callable, List<Class<?>> types) {
    if (callable.getDeclaringClass() == Module.class && callable.getName().equals("call")) {
      return Optional.of(
          switch (callable.getParameterCount()) {
            case 1 -> new Linear(2, 2);
            case 2 -> new CosineSimilarity();
            default -> new TripletMarginLoss();
          });
    }
    return types.stream().limit(MOST_TRIED).flatMap(type -> values.of(type).stream()).findFirst();
  }

  private static String verdict(Throwable thrown, String names) {
    String message = String.valueOf(thrown.getMessage());
    boolean right =
        thrown instanceof IllegalArgumentException
            && message.contains("null")
            && Pattern.compile("\\b(" + names + ")\\b").matcher(message).find();
    return right ? "refused" : "wrong [" + oneLine(thrown) + "]";
  }

  private static String oneLine(Throwable thrown) {
    List<String> words = new ArrayList<>(List.of(thrown.getClass().getSimpleName()));
    words.add(String.valueOf(thrown.getMessage()).lines().findFirst().orElse(""));
    StackTraceElement[] stack = thrown.getStackTrace();
    words.add(stack.length == 0 ? "" : stack[0].getFileName() + ":" + stack[0].getLineNumber());
    return String.join(": ", words);
  }
}
