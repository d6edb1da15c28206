package torch4j.samples.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** The ports are as short as Python's programs, and have their losses. */
final class PortsTest {
  private static final double MOST_LINES = 1.4;
  private static final double OTHER_LIBTORCH = 1e-5;

  /** The names of the Java files. */
  private static final Map<String, String> FILES =
      Map.of(
          "vae", "Vae",
          "wordlm", "WordLm",
          "gpt", "Gpt",
          "actorcritic", "ActorCritic",
          "dcgan", "Dcgan",
          "finetune", "FineTune");

  /** Prints the losses of all ports as Python's run.py does. */
  static final class Losses {
    public static void main(String[] arguments) {
      for (String name : Ports.names()) {
        System.out.printf(
            Locale.ROOT, "{\"case\": \"%s\", \"losses\": %s}%n", name, Ports.losses(name));
      }
    }
  }

  private static Path java(String name) {
    return Programs.root()
        .resolve("samples/src/main/java/torch4j/samples/ports/" + FILES.get(name) + ".java");
  }

  private static Path python(String file) {
    return Programs.root().resolve("samples/ports/" + file + ".py");
  }

  // What says something: without imports, comments, docstrings, blank lines and lone brackets.
  private static List<String> lines(Path file) throws IOException {
    String code =
        Files.readString(file)
            .replaceAll("(?s)/\\*.*?\\*/", "")
            .replaceAll("(?s)\"\"\".*?\"\"\"", "")
            .replaceAll("(?m)^\\s*(//|#).*$", "")
            .replaceAll("(?m)^(import|from|package) .*$", "")
            .replaceAll("(?m)^[\\s\\[\\](){};,]*$", "");
    return code.lines().filter(line -> !line.isBlank()).toList();
  }

  @Test
  void lines_areAtMostSomeMoreThanPythons() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (String name : Ports.names()) {
      int ours = lines(java(name)).size();
      int pythons = lines(python(name)).size();
      if (ours > MOST_LINES * pythons) {
        tooLong.add(name + ": got " + ours + " lines for Python's " + pythons);
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void lines_nameNoClassOfThePresets() throws IOException {
    for (String name : Ports.names()) {
      String code = Files.readString(java(name));
      assertFalse(code.contains("bytedeco") || code.contains("wrap("), name);
    }
  }

  @Test
  void losses_onBothLibTorchs_arePythons() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    List<String> arguments = new ArrayList<>(List.of(python("run").toString()));
    arguments.addAll(Ports.names());
    var expected =
        losses(
            Programs.python(python.get(), arguments.toArray(String[]::new)).requireSuccess().out());
    String own = "-Dtorch4j.libtorch=" + Programs.libTorch(python.get());
    var onPythons = losses(Programs.java(List.of(own), Losses.class).requireSuccess().out());
    assertEquals(Ports.names(), List.copyOf(expected.keySet()));
    List<String> apart = new ArrayList<>();
    compare("Python's LibTorch", expected, onPythons, 0, apart);
    var onPresets = losses(Programs.java(List.of(), Losses.class).requireSuccess().out());
    compare("presets' LibTorch", expected, onPresets, OTHER_LIBTORCH, apart);
    assertEquals(List.of(), apart);
  }

  private static Map<String, double[]> losses(String printed) {
    Map<String, double[]> losses = new LinkedHashMap<>();
    for (String line : printed.strip().split("\n", -1)) {
      JsonNode port = Golden.parse(line);
      losses.put(port.get("case").asText(), Golden.doubles(port.get("losses")));
    }
    return losses;
  }

  private static void compare(
      String where,
      Map<String, double[]> expected,
      Map<String, double[]> actual,
      double bound,
      List<String> apart) {
    for (String name : expected.keySet()) {
      double largest = 0;
      assertEquals(Ports.STEPS, actual.get(name).length, name);
      for (int i = 0; i < Ports.STEPS; i++) {
        double loss = expected.get(name)[i];
        largest = Math.max(largest, Math.abs(actual.get(name)[i] - loss) / Math.abs(loss));
      }
      if (!(largest <= bound)) {
        apart.add(name + " on " + where + ": got " + largest + ", expected " + bound);
      }
    }
    assertTrue(actual.keySet().equals(expected.keySet()), where);
  }
}
