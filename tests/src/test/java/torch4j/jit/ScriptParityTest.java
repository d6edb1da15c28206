package torch4j.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;

/** Scripted models compute and learn in Java what they do in Python. */
final class ScriptParityTest {
  private static final double TOLERANCE = 1e-5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Map<String, JsonNode> python;

  /** Prints {@link ScriptedCases.Run}s as JSON, one a line. */
  static final class Runs {
    public static void main(String[] arguments) throws JsonProcessingException {
      for (var entry : ScriptedCases.inputs().entrySet()) {
        System.out.println(
            JSON.writeValueAsString(
                ScriptedCases.run(Path.of(arguments[0]), entry.getKey(), entry.getValue())));
      }
    }
  }

  @BeforeAll
  static void makeFiles() throws IOException {
    python = new LinkedHashMap<>();
    for (String line : ScriptedFiles.makeIn(folder).lines().toList()) {
      JsonNode node = JSON.readTree(line);
      python.put(node.get("name").asText(), node);
    }
  }

  @Test
  void outputsAndLosses_onPythonsLibTorch_areTheSameBits() throws IOException {
    Path libs = ScriptedFiles.pythonsLibTorch();
    var options = List.of("-Dtorch4j.libtorch=" + libs);
    String out = Programs.java(options, Runs.class, folder.toString()).requireSuccess().out();
    compare(out.lines().toList(), 0);
  }

  @Test
  void outputsAndLosses_onThePresetsLibTorch_areClose() throws IOException {
    var lines = new ArrayList<String>();
    for (var entry : ScriptedCases.inputs().entrySet()) {
      lines.add(
          JSON.writeValueAsString(ScriptedCases.run(folder, entry.getKey(), entry.getValue())));
    }
    compare(lines, TOLERANCE);
  }

  private static void compare(List<String> lines, double tolerance) throws IOException {
    List<String> names = List.copyOf(python.keySet());
    assertEquals(names.size(), lines.size());
    for (int i = 0; i < names.size(); i++) {
      JsonNode expected = python.get(names.get(i));
      JsonNode actual = JSON.readTree(lines.get(i));
      requireClose(
          names.get(i) + ": losses", expected.get("losses"), actual.get("losses"), tolerance);
      JsonNode frozen = expected.get("frozen");
      requireClose(
          names.get(i) + ": frozen", frozen.get("output"), actual.get("frozen"), tolerance);
      requireClose(
          names.get(i) + ": optimized",
          frozen.get("optimized"),
          actual.get("optimized"),
          tolerance);
      for (int call = 0; call < expected.get("outputs").size(); call++) {
        requireClose(
            names.get(i) + ": output " + call,
            expected.get("outputs").get(call),
            actual.get("outputs").get(call),
            tolerance);
      }
    }
  }

  private static void requireClose(
      String what, JsonNode expected, JsonNode actual, double tolerance) {
    assertEquals(expected.size(), actual.size(), what);
    for (int i = 0; i < expected.size(); i++) {
      double want = expected.get(i).asDouble();
      double got = actual.get(i).asDouble();
      double allowed = tolerance * Math.max(1, Math.abs(want));
      assertTrue(Math.abs(want - got) <= allowed, what + "[" + i + "]: " + want + ", got " + got);
    }
  }

  @Test
  void tunedModules_savedByJava_arePythonsBits() {
    var options = List.of("-Dtorch4j.libtorch=" + ScriptedFiles.pythonsLibTorch());
    Programs.java(options, Runs.class, folder.toString()).requireSuccess();
    String code =
        "import sys, torch\n"
            + "for name in sys.argv[2:]:\n"
            + "    java, python = (torch.jit.load(f'{sys.argv[1]}/{name}.{by}.pt') for by in ('java', 'python'))\n"
            + "    assert java.training and list(java.state_dict()) == list(python.state_dict()), name\n"
            + "    assert all(torch.equal(a, b) and a.dtype == b.dtype for a, b in"
            + " zip(java.state_dict().values(), python.state_dict().values())), name\n"
            + "    assert [p.requires_grad for p in java.parameters()]"
            + " == [p.requires_grad for p in python.parameters()]\n";
    var arguments = new ArrayList<>(List.of("-W", "ignore", "-c", code, folder.toString()));
    arguments.addAll(python.keySet());
    Programs.python(Programs.python().orElseThrow(), arguments.toArray(String[]::new))
        .requireSuccess();
  }

  @Test
  void lookedAt_aModuleIsWhatPythonSees() {
    python.forEach(
        (name, expected) -> {
          ScriptModule module = Jit.load(folder.resolve(name + ".pt"));
          assertEquals(texts(expected.get("keys")), List.copyOf(module.stateDict().keySet()), name);
          assertEquals(
              texts(expected.get("parameters")),
              List.copyOf(module.namedParameters().keySet()),
              name);
          assertEquals(expected.get("repr").asText(), module.toString(), name);
          assertEquals(expected.get("code").asText(), module.code(), name);
          assertEquals(expected.get("graph").asText(), module.graph(), name);
        });
  }

  @Test
  void frozen_aModuleIsWhatPythonSees() {
    python.forEach(
        (name, expected) -> {
          ScriptModule module = Jit.load(folder.resolve(name + ".pt"));
          module.eval();
          ScriptModule frozen = Jit.freeze(module);
          // Python shows no modules below a frozen one, and what they keep.
          assertEquals(
              texts(expected.get("frozen").get("keys")),
              frozen.stateDict().keySet().stream().filter(key -> !key.contains(".")).toList(),
              name);
          String expectedGraph = expected.get("frozen").get("graph").asText();
          assertEquals(tensorOperators(expectedGraph), tensorOperators(frozen.graph()), name);
          assertEquals(operatorNames(expectedGraph), operatorNames(frozen.graph()), name);
          frozen.train(); // has no mode, and nothing happens
        });
  }

  // LibTorch's freezing passes go through sets ordered by address: of 300 freezes of the
  // transformer in Python, 44 had a condition (`aten::__contains__`, `aten::eq`, the `prim::If` on
  // it) more than the others. What computes tensors was the same in all of them, and so were the
  // operators' names.
  private static List<String> tensorOperators(String graph) {
    return operators(graph, ": Tensor = (\\w+::\\w+)").sorted().toList();
  }

  private static Set<String> operatorNames(String graph) {
    return operators(graph, "= (\\w+::\\w+)").collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> operators(String graph, String pattern) {
    return Pattern.compile(pattern).matcher(graph).results().map(match -> match.group(1));
  }

  @Test
  void freeze_preservedMethodAndAttribute_areThere() {
    ScriptModule module = Jit.load(folder.resolve("many.pt"));
    module.eval();
    ScriptModule frozen = Jit.freeze(module, Jit.freezeOptions().preservedAttrs("scaled", "limit"));
    assertTrue(frozen.methodNames().containsAll(List.of("forward", "scaled")));
    assertEquals(3L, frozen.attribute("limit"));
    ScriptModule exact = Jit.freeze(module, Jit.freezeOptions().optimizeNumerics(false));
    Tensor x = Torch.ones(2, 4);
    assertTrue(exact.call(x).equal(module.call(x)));
    List<String> others = List.of("scaled");
    ScriptModule optimized = Jit.optimizeForInference(module, others);
    assertTrue(optimized.methodNames().contains("scaled"));
    assertSame(optimized, Jit.optimizeForInference(optimized, others));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
