package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.testing.Golden;

/** The options of every optimizer have the names and defaults of Python's signature. */
final class OptimizerDefaultsTest {
  private static final JsonNode GOLDEN = Golden.read("optim");

  static Stream<String> optimizers() {
    List<String> names = new ArrayList<>();
    GOLDEN.get("defaults").fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void defaults_equalPython(String optimizerName) throws ReflectiveOperationException {
    var options = OptimizerCase.options(optimizerName);
    Map<String, Object> ours = GroupOptions.write(options);
    JsonNode python = GOLDEN.get("defaults").get(optimizerName);
    var names = new TreeSet<String>();
    python.fieldNames().forEachRemaining(names::add);
    assertEquals(names, new TreeSet<>(ours.keySet()));
    python.properties().forEach(entry -> assertDefault(entry, ours.get(entry.getKey())));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void options_haveTheNamesOfPython(String optimizerName) throws ReflectiveOperationException {
    var components = new TreeSet<String>();
    for (var component : OptimizerCase.options(optimizerName).getClass().getRecordComponents()) {
      components.add(component.getName());
    }
    var expected = new TreeSet<String>();
    GOLDEN
        .get("defaults")
        .get(optimizerName)
        .properties()
        .forEach(entry -> expected.addAll(components(entry.getKey(), entry.getValue().size())));
    assertEquals(expected, components);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void cases_coverEveryOption(String optimizerName) {
    var options = new TreeSet<String>();
    GOLDEN.get("defaults").get(optimizerName).fieldNames().forEachRemaining(options::add);
    for (JsonNode self : GOLDEN.get("cases")) {
      if (self.get("optimizer").asText().equals(optimizerName)) {
        self.get("options").fieldNames().forEachRemaining(options::remove);
      }
    }
    assertEquals(List.of(), List.copyOf(options));
  }

  private static List<String> components(String name, int size) {
    return switch (name) {
      case "betas" -> List.of("beta1", "beta2");
      case "etas" -> List.of("etaMinus", "etaPlus");
      case "step_sizes" -> List.of("smallestStep", "largestStep");
      case "eps" -> size == 2 ? List.of("eps1", "eps2") : List.of("eps");
      default -> List.of(OptimizerCase.camelCase(name));
    };
  }

  private static void assertDefault(Map.Entry<String, JsonNode> python, Object ours) {
    String name = python.getKey();
    if (ours instanceof List<?> list) {
      assertEquals(python.getValue().size(), list.size(), name);
      for (int i = 0; i < list.size(); i++) {
        assertDefault(Map.entry(name + i, python.getValue().get(i)), list.get(i));
      }
    } else if (ours instanceof Number number) {
      assertTrue(python.getValue().isNumber(), name);
      assertEquals(python.getValue().asDouble(), number.doubleValue(), name);
    } else {
      assertEquals(python.getValue().asText(), String.valueOf(ours), name);
    }
  }
}
