package torch4j.samples.bench;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How each language's programs are started: from the system properties {@code torch4j.bench.python}
 * (the reference Python), {@code torch4j.bench.dir} (the folder of worker.py) and {@code
 * torch4j.bench.cpp} (the C++ program), {@code torch4j.bench.scripted} (a scripted network), and
 * from the class path and arguments of this very JVM.
 */
final class Programs {
  private static final String PROPERTY = "torch4j.bench.";
  private static final String MATMUL =
      "import torch; torch.manual_seed(0); a = torch.rand(8, 8); print((a @ a).sum().item())";

  // Asked of a process of its own, because this one must stay quiet; it fills the natives cache
  // besides.
  private final List<String> description =
      Output.of(Language.JAVA, java(JavaWorker.class, "describe")).lines().toList();

  /** Why a language cannot take part; empty if it can. */
  static Optional<String> whyMissing(Language language) {
    return switch (language) {
      case JAVA, ATEN -> Optional.empty();
      case PYTHON -> whyMissing("python").or(() -> whyMissing("dir"));
      case CPP -> whyMissing("cpp");
    };
  }

  private static Optional<String> whyMissing(String property) {
    String path = System.getProperty(PROPERTY + property);
    if (path == null) {
      return Optional.of("-D" + PROPERTY + property + " was not given");
    }
    return Files.exists(Path.of(path))
        ? Optional.empty()
        : Optional.of("-D" + PROPERTY + property + "=" + path + " is not there");
  }

  /** The process that serves requests line by line. */
  ProcessBuilder worker(Language language) {
    return switch (language) {
      case JAVA -> java(JavaWorker.class);
      case ATEN -> withoutKernels(java(JavaWorker.class));
      case PYTHON -> process(given("python"), Path.of(given("dir"), "worker.py").toString());
      case CPP -> cpp();
    };
  }

  /** The process that prints one product and ends. */
  ProcessBuilder matmul(Language language) {
    return switch (language) {
      case JAVA -> java(FirstMatmul.class);
      case ATEN -> withoutKernels(java(FirstMatmul.class));
      case PYTHON -> process(given("python"), "-c", MATMUL);
      case CPP -> cpp("matmul");
    };
  }

  /** The process that runs a row's work and prints the most memory that it held. */
  ProcessBuilder peak(Language language, String row) {
    return switch (language) {
      case JAVA -> java(Peak.class, row);
      case ATEN -> withoutKernels(java(Peak.class, row));
      case PYTHON ->
          process(given("python"), Path.of(given("dir"), "worker.py").toString(), "--peak", row);
      case CPP ->
          throw new IllegalArgumentException("language: got cpp, which has no such process");
    };
  }

  /** The process that runs the first steps of a row's work and prints how long they took. */
  ProcessBuilder firstSteps(Language language, String row) {
    return switch (language) {
      case JAVA -> java(FirstSteps.class, row);
      case ATEN -> withoutKernels(java(FirstSteps.class, row));
      case PYTHON ->
          process(given("python"), Path.of(given("dir"), "worker.py").toString(), "--first", row);
      case CPP ->
          throw new IllegalArgumentException("language: got cpp, which has no such process");
    };
  }

  /** What the numbers depend on, in Java: LibTorch, BLAS, threads. */
  String summary() {
    return List.of("LibTorch", "BLAS", "threads", "CPU capability").stream()
        .map(name -> name + " " + String.join(" ", described(name)))
        .collect(Collectors.joining(", "));
  }

  private List<String> described(String name) {
    String prefix = name + ": ";
    return description.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  private static String given(String property) {
    return System.getProperty(PROPERTY + property);
  }

  // With the arguments that the user gave this JVM, so that -Dtorch4j.blas=openblas is measured as
  // such.
  private static ProcessBuilder java(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-D" + PROPERTY))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return process(command.toArray(String[]::new));
  }

  private static ProcessBuilder withoutKernels(ProcessBuilder java) {
    java.command().add(1, "-Dtorch4j.kernels=aten");
    return java;
  }

  // C++ runs on the very libraries that Java has loaded, its BLAS included.
  private ProcessBuilder cpp(String... arguments) {
    var command = new ArrayList<>(List.of(given("cpp")));
    command.addAll(List.of(arguments));
    ProcessBuilder cpp = process(command.toArray(String[]::new));
    String folders =
        described("library").stream()
            .map(library -> Path.of(library).getParent().toString())
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    cpp.environment().put("LD_LIBRARY_PATH", folders);
    return cpp;
  }

  private static ProcessBuilder process(String... command) {
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    if (given("scripted") != null) {
      process.environment().put("TORCH4J_BENCH_SCRIPTED", given("scripted"));
    }
    return process;
  }
}
