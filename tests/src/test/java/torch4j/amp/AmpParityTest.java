package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Compares mixed-precision training with Python: losses under autocast, and 500 steps of loss
 * scaling with infinities. With the golden files, and bitwise on Python's own LibTorch.
 */
final class AmpParityTest {
  // Units in the last place of bfloat16 and float16: Adam makes full steps of gradients, however
  // small.
  private static final double HALF = 3e-2;
  private static final double SINGLE = 1e-5;

  /** Prints the losses, or the results of the scaled training of a golden file. */
  static final class Worker {
    public static void main(String[] arguments) throws IOException {
      Torch.init();
      Object result =
          arguments[0].equals("losses")
              ? AutocastTraining.allLosses()
              : new ScaledTraining(Golden.parse(Files.readString(Path.of(arguments[1])))).run();
      System.out.println(new ObjectMapper().writeValueAsString(result));
    }
  }

  @Test
  void autocastLosses_equalTheGoldenFile() {
    JsonNode golden = Golden.read("autocast_losses");
    AutocastTraining.losses()
        .forEach(
            (name, losses) -> {
              double[] expected = Golden.doubles(golden.get(name));
              for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], losses.get(i), HALF * expected[i], name + " " + i);
              }
            });
  }

  @Test
  void autocastLosses_onPythonsLibTorch_equalPythonBitwise() {
    JsonNode expected = python("autocast_losses");
    JsonNode losses = onPythonsLibTorch("losses");
    for (var entry : losses.properties()) {
      String name = entry.getKey().replace(AutocastTraining.IN_ONE_CALL, "");
      assertArrayEquals(
          Golden.doubles(expected.get(name)), Golden.doubles(entry.getValue()), entry.getKey());
    }
    assertEquals(5, losses.size());
  }

  @Test
  void scaling_over500StepsWithInfinities_equalsTheGoldenFile() throws JsonProcessingException {
    JsonNode golden = Golden.read("grad_scaler");
    ScaledTraining.Outcome outcome = new ScaledTraining(golden).run();
    JsonNode json = toJson(outcome);
    assertSameScales(golden, json);
    assertArrayEquals(parameter(golden, 0), Golden.doubles(json.get("a")), SINGLE);
    assertArrayEquals(parameter(golden, 1), Golden.doubles(json.get("b")), SINGLE);
    assertEquals(
        Map.of(
            "scale", Double.class,
            "growth_factor", Double.class,
            "backoff_factor", Double.class,
            "growth_interval", Long.class,
            "_growth_tracker", Long.class),
        outcome.stateDict().entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey, entry -> entry.getValue().getClass())));
    assertEquals(
        List.of("scale", "growth_factor", "backoff_factor", "growth_interval", "_growth_tracker"),
        List.copyOf(outcome.stateDict().keySet()));
  }

  @Test
  void scaling_onPythonsLibTorch_equalsPythonBitwise(@TempDir Path folder) throws IOException {
    JsonNode expected = python("grad_scaler");
    Path file = folder.resolve("expected.json");
    Files.writeString(file, expected.toString());
    JsonNode outcome = onPythonsLibTorch("scaling", file.toString());
    assertSameScales(expected, outcome);
    assertArrayEquals(parameter(expected, 0), Golden.doubles(outcome.get("a")));
    assertArrayEquals(parameter(expected, 1), Golden.doubles(outcome.get("b")));
  }

  private static void assertSameScales(JsonNode expected, JsonNode outcome) {
    assertArrayEquals(
        Golden.doubles(expected.get("scales")), Golden.doubles(outcome.get("scales")));
    assertArrayEquals(
        Golden.longs(expected.get("growthTrackers")), Golden.longs(outcome.get("growthTrackers")));
    assertEquals(expected.get("stateDict"), outcome.get("stateDict"));
  }

  private static double[] parameter(JsonNode golden, int index) {
    return Golden.doubles(golden.get("parameters").get(index).get("values"));
  }

  private static JsonNode toJson(Object value) throws JsonProcessingException {
    return Golden.parse(new ObjectMapper().writeValueAsString(value));
  }

  private static JsonNode python(String maker) {
    Path script = Programs.root().resolve("tests/python/golden.py");
    var run = Programs.python(requirePython(), script.toString(), "--print", maker);
    return Golden.parse(run.requireSuccess().out());
  }

  private static String requirePython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    return python.get();
  }

  private static JsonNode onPythonsLibTorch(String... arguments) {
    Path lib = Programs.libTorch(requirePython());
    var run = Programs.java(List.of("-Dtorch4j.libtorch=" + lib), Worker.class, arguments);
    return Golden.parse(run.requireSuccess().out());
  }
}
