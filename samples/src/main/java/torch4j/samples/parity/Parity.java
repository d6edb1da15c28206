package torch4j.samples.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import torch4j.samples.SampleException;

/** {@code samples/run parity}: the same training in Java and in Python, loss by loss. */
@Command(
    name = "parity",
    mixinStandardHelpOptions = true,
    description =
        "Trains five networks in Java and in Python from one seed and compares the losses.")
public final class Parity implements Callable<Integer> {
  private static final String PROPERTY = "torch4j.bench.";
  private static final double OTHER_LIBTORCH = 1e-4;

  /**
   * Trains on all sides and prints how far apart the losses are.
   *
   * @return 0 if all are within their bounds, else 1
   */
  @Override
  public Integer call() {
    String python = given("python");
    List<Losses> expected = run(List.of(python, given("parity")));
    String where = output(List.of(python, "-c", "import torch; print(torch.__path__[0])")).get(0);
    boolean same = compare("presets' LibTorch", expected, run(java("")), OTHER_LIBTORCH);
    String own = "-Dtorch4j.libtorch=" + Path.of(where, "lib");
    same &= compare("Python's LibTorch", expected, run(java(own)), 0);
    return same ? 0 : 1;
  }

  private static String given(String name) {
    String value = System.getProperty(PROPERTY + name);
    if (value == null) {
      throw new SampleException("-D" + PROPERTY + name + " was not given; start with samples/run");
    }
    return value;
  }

  private static boolean compare(
      String where, List<Losses> expected, List<Losses> actual, double bound) {
    boolean within = true;
    System.out.printf(Locale.ROOT, "%-26s %22s  %s%n", where, "largest difference", "bitwise");
    for (int i = 0; i < expected.size(); i++) {
      double apart = actual.get(i).apart(expected.get(i));
      boolean good = apart <= bound; // false for NaN
      within &= good;
      System.out.printf(
          Locale.ROOT,
          "%-26s %22.2e  %s%s%n",
          expected.get(i).name(),
          apart,
          apart == 0 ? "yes" : "no",
          good ? "" : String.format(Locale.ROOT, "  MORE THAN %.0e", bound));
    }
    return within;
  }

  private static List<String> java(String option) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!option.isEmpty()) {
      command.add(option);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ParityWorker.class.getName());
    return command;
  }

  private static List<Losses> run(List<String> command) {
    var json = new ObjectMapper();
    List<Losses> all = new ArrayList<>();
    for (String line : output(command)) {
      try {
        all.add(json.readValue(line, Losses.class));
      } catch (JsonProcessingException e) {
        throw new SampleException(command.get(0) + ": got \"" + line + "\", expected JSON");
      }
    }
    return all;
  }

  private static List<String> output(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new SampleException(String.join(" ", command) + ": ended with status " + status);
      }
      return out.strip().lines().toList();
    } catch (IOException e) {
      throw new SampleException(command.get(0) + ": cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampleException("interrupted");
    }
  }
}
