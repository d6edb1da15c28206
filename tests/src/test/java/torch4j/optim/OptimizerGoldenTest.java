package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.testing.Golden;
import torch4j.testing.Programs;
import torch4j.testing.Tensors;

/** Every optimizer computes the same steps as Python's, also after its state was reloaded. */
final class OptimizerGoldenTest {
  private static final double TOLERANCE = 1e-6;
  private static final int STEPS = 20;
  private static final int RELOADED = 10;
  private static final JsonNode GOLDEN = Golden.read("optim");

  /** Prints each case of a golden file that is not bitwise equal to Python. */
  static final class Differences {
    public static void main(String[] arguments) throws IOException {
      JsonNode golden = Golden.parse(Files.readString(Path.of(arguments[0])));
      golden.get("cases").forEach(testCase -> print(golden, testCase));
    }

    private static void print(JsonNode golden, JsonNode testCase) {
      var run = new OptimizerCase(golden, testCase);
      for (int step = 1; step <= STEPS; step++) {
        run.step();
        if (!run.expected().isMissingNode() && !same(run.expected(), run.params())) {
          System.out.println(OptimizerCase.name(testCase) + " after step " + step);
          return;
        }
      }
      List<Tensor> reloaded = reloaded(golden, testCase);
      if (!same(testCase.get("reloaded"), reloaded)) {
        System.out.println(OptimizerCase.name(testCase) + " reloaded");
      }
    }
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
        .map(testCase -> Arguments.of(Named.of(OptimizerCase.name(testCase), testCase)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_equalPython(JsonNode testCase) {
    var run = new OptimizerCase(GOLDEN, testCase);
    for (int step = 1; step <= STEPS; step++) {
      run.step();
      JsonNode expected = run.expected();
      for (int i = 0; i < expected.size(); i++) {
        assertClose(expected.get(i), run.params().get(i), "step " + step + ", parameter " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stateDict_hasTheNamesOfPython(JsonNode testCase) {
    var run = new OptimizerCase(GOLDEN, testCase);
    for (int step = 1; step <= STEPS; step++) {
      run.step();
    }
    Map<String, Object> dict = run.optimizer().stateDict();
    Map<?, ?> states = (Map<?, ?>) dict.get("state");
    assertEquals(testCase.get("stateKeys").size(), states.size());
    states.forEach(
        (index, state) ->
            assertEquals(
                texts(testCase.get("stateKeys").get(index.toString())), sorted((Map<?, ?>) state)));
    List<?> groups = (List<?>) dict.get("param_groups");
    assertEquals(1, groups.size());
    assertEquals(texts(testCase.get("groupKeys")), sorted((Map<?, ?>) groups.get(0)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_afterReloadingTheState_equalPython(JsonNode testCase) {
    List<Tensor> reloaded = reloaded(GOLDEN, testCase);
    JsonNode expected = testCase.get("reloaded");
    for (int i = 0; i < expected.size(); i++) {
      assertClose(expected.get(i), reloaded.get(i), "parameter " + i);
    }
    if (!testCase.get("after").get(String.valueOf(STEPS)).equals(expected)) {
      return; // Python's own steps differ: it reloads a float32 number as float64
    }
    var through = new OptimizerCase(GOLDEN, testCase);
    for (int step = 0; step < STEPS; step++) {
      through.step();
    }
    for (int i = 0; i < expected.size(); i++) {
      Tensors.assertSame(through.params().get(i), reloaded.get(i), "parameter " + i);
    }
  }

  @Test
  void allCases_onPythonsLibTorch_equalPythonBitwise() throws IOException {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    Path script = Programs.root().resolve("tests/python/golden.py");
    var reference =
        Programs.python(python.get(), script.toString(), "--print", "optim").requireSuccess();
    Path file = Files.createTempFile("optim", ".json");
    try {
      Files.writeString(file, reference.out());
      String library = "-Dtorch4j.libtorch=" + Programs.libTorch(python.get());
      var ours = Programs.java(List.of(library), Differences.class, file.toString());
      assertEquals("", ours.requireSuccess().out());
    } finally {
      Files.delete(file);
    }
  }

  private static List<Tensor> reloaded(JsonNode golden, JsonNode testCase) {
    var run = new OptimizerCase(golden, testCase);
    for (int step = 0; step < STEPS; step++) {
      if (step == RELOADED) {
        run.reload();
      }
      run.step();
    }
    return run.params();
  }

  private static boolean same(JsonNode expected, List<Tensor> actual) {
    for (int i = 0; i < expected.size(); i++) {
      double[] want = Golden.doubles(expected.get(i).get("values"));
      if (!Arrays.equals(want, Tensors.values(actual.get(i)))) {
        return false;
      }
    }
    return expected.size() == actual.size();
  }

  private static void assertClose(JsonNode expected, Tensor actual, String what) {
    double[] want = Golden.doubles(expected.get("values"));
    double[] got = Tensors.values(actual);
    assertEquals(want.length, got.length, what);
    double largest = Arrays.stream(want).map(Math::abs).max().orElse(0);
    for (int i = 0; i < want.length; i++) {
      assertEquals(want[i], got[i], TOLERANCE * largest, what + "[" + i + "]");
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> sorted(Map<?, ?> map) {
    return map.keySet().stream().map(Object::toString).sorted().toList();
  }
}
