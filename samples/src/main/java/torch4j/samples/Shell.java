package torch4j.samples;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import torch4j.Torch;

/** JShell with torch4j: the value of an expression is printed as Python prints it. */
@Command(
    name = "shell",
    description = "JShell with torch4j imported: ones(2, 3) prints what Python prints.",
    mixinStandardHelpOptions = true)
final class Shell implements Callable<Integer> {
  // Nothing but values: no names of variables, no words about declarations, as in Python.
  private static final List<String> SETTINGS =
      List.of(
          "/set truncation torch4j 1000000",
          "/set format torch4j display \"\"",
          "/set format torch4j display \"{value}{post}\" expression,varvalue-ok",
          "/set mode -retain torch4j",
          "/set feedback -retain torch4j");
  private static final String TERMINAL_PROMPT = "/set prompt torch4j \">>> \" \"... \"";
  private static final String NO_PROMPT = "/set prompt torch4j \"\" \"\"";

  private static final String IMPORTS =
      """
      import torch4j.*;
      import static torch4j.Index.*;
      import static torch4j.Torch.*;
      import torch4j.nn.*;
      import torch4j.nn.Module;
      import torch4j.nn.functional.F;
      import torch4j.nn.init.Init;
      import torch4j.optim.*;
      import torch4j.distributions.*;
      import java.util.*;
      """;

  @Override
  public Integer call() throws Exception {
    Torch.init(); // what is wrong with the natives is said before the first line
    boolean isTerminal = Boolean.getBoolean("torch4j.samples.terminal"); // of samples/run
    Map<String, String> settings = settings(isTerminal ? TERMINAL_PROMPT : NO_PROMPT);
    Path imports = Files.createTempFile("torch4j", ".jsh"); // JShell reads files only
    try {
      Files.writeString(imports, IMPORTS);
      return JavaShellToolBuilder.builder()
          .persistence(settings)
          .interactiveTerminal(isTerminal)
          .start(
              "--execution=local", // in this process, where torch4j is loaded
              "--class-path=" + classPath(),
              "--startup=" + imports);
    } finally {
      Files.deleteIfExists(imports);
    }
  }

  // JShell refuses entries that are not there; Java does not.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  // A feedback mode that is set in a file ends with it; JShell keeps one for its next start.
  private static Map<String, String> settings(String prompt) throws Exception {
    Map<String, String> settings = new HashMap<>();
    String commands = "/set mode torch4j -quiet\n" + prompt + "\n" + String.join("\n", SETTINGS);
    JavaShellToolBuilder.builder()
        .persistence(settings)
        .interactiveTerminal(false)
        .in(stream(commands + "\n"), stream(""))
        .out(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .start("--execution=local", "--no-startup");
    settings.keySet().removeIf(key -> key.startsWith("HISTORY"));
    return settings;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
