package torch4j.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Other processes: Java programs with options of their own, and the reference Python. */
public final class Programs {
  private static final long MINUTES = 10;
  // This JVM's own choice of compilers: those that start in a short time are enough for short
  // programs.
  private static final List<String> COMPILERS =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(option -> option.startsWith("-XX:TieredStopAtLevel"))
          .toList();
  private static final Map<String, Path> LIBTORCHS = new ConcurrentHashMap<>();

  private Programs() {}

  /** What a process printed, and how it ended. */
  public record Outcome(int status, String out, String err) {
    /** The outcome itself, if the status is 0. */
    public Outcome requireSuccess() {
      assertTrue(status == 0, () -> "status " + status + "\n" + out + err);
      return this;
    }
  }

  /** A process that runs. */
  public record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    public Outcome await() {
      try {
        String late = "";
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          late = "\nkilled after " + MINUTES + " minutes";
        }
        String words = Files.readString(err) + late;
        return new Outcome(process.exitValue(), Files.readString(out), words);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Starts a main class on this class path. */
  public static Running startJava(List<String> options, Class<?> main, String... arguments) {
    return startJava(System.getProperty("java.class.path"), options, main, arguments);
  }

  /** Starts a main class on this class path by another program, such as a shell with limits. */
  public static Running startJavaBy(List<String> program, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(program);
    command.add(javaProgram());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs a main class on this class path. */
  public static Outcome java(List<String> options, Class<?> main, String... arguments) {
    return startJava(options, main, arguments).await();
  }

  /** Runs a main class on this class path, with a file as its standard input. */
  public static Outcome javaReading(Path input, Class<?> main, String... arguments) {
    String classPath = System.getProperty("java.class.path");
    var command = new ProcessBuilder(javaCommand(classPath, List.of(), main, arguments));
    return start(command.redirectInput(input.toFile())).await();
  }

  /** Runs a main class on this class path under another program, such as {@code env A=1}. */
  public static Outcome javaUnder(
      List<String> program, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(javaCommand(System.getProperty("java.class.path"), options, main, arguments));
    return start(command).await();
  }

  /** Runs a main class without the class path entries whose names contain one of these words. */
  public static Outcome javaWithout(List<String> words, Class<?> main, String... arguments) {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(entry -> words.stream().noneMatch(entry::contains))
            .collect(Collectors.joining(java.io.File.pathSeparator));
    return startJava(classPath, List.of(), main, arguments).await();
  }

  private static Running startJava(
      String classPath, List<String> options, Class<?> main, String... arguments) {
    return start(javaCommand(classPath, options, main, arguments));
  }

  private static List<String> javaCommand(
      String classPath, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaProgram());
    command.addAll(COMPILERS);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * The reference Python, where tests/run has set it up.
   *
   * @throws AssertionError if this is CI, which must have it, and it is not there
   */
  public static Optional<String> python() {
    String python = System.getenv("TORCH4J_PYTHON");
    assertTrue(
        python != null || !"true".equals(System.getenv("CI")),
        "TORCH4J_PYTHON is not set: CI must compare with Python");
    return Optional.ofNullable(python);
  }

  /** Runs the reference Python. */
  public static Outcome python(String python, String... arguments) {
    List<String> command = new ArrayList<>(List.of(python));
    command.addAll(List.of(arguments));
    return start(command).await();
  }

  /** Runs any program in a folder, with this JVM's JDK as {@code JAVA_HOME}. */
  public static Outcome run(Path folder, String... command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return start(builder).await();
  }

  /** The folder of the LibTorch in a Python. */
  public static Path libTorch(String python) {
    return LIBTORCHS.computeIfAbsent(python, Programs::findLibTorch);
  }

  private static Path findLibTorch(String python) {
    // find_spec does not run torch's own initialisation: this takes milliseconds.
    String code =
        "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])";
    Path lib = Path.of(python(python, "-c", code).requireSuccess().out().strip(), "lib");
    assertTrue(Files.isDirectory(lib), lib.toString());
    return lib;
  }

  /** The root of the project. */
  public static Path root() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  private static Running start(List<String> command) {
    return start(new ProcessBuilder(command));
  }

  private static Running start(ProcessBuilder command) {
    try {
      Path out = Files.createTempFile("torch4j", ".out");
      Path err = Files.createTempFile("torch4j", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      var process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      return new Running(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
