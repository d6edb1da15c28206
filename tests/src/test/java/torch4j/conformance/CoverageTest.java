package torch4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import torch4j.nn.functional.F;
import torch4j.nn.init.Init;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** All of torch.nn is there, or docs/coverage.md says why not; and what is there has cases. */
final class CoverageTest {
  private static final JsonNode PYTHON = Golden.read("nn_names");
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
  // Bases that have no forward of their own, and options.
  private static final Set<String> WITHOUT_CASES =
      Set.of(
          "Module",
          "RNNBase",
          "RNNCellBase",
          "ModuleList",
          "ModuleDict",
          "ParameterList",
          "ParameterDict",
          "LinearCrossEntropyOptions");

  @Test
  void document_namesEveryClassOfPython_andNoOther() throws IOException {
    Set<String> all = new TreeSet<>(inDocument("there"));
    assertTrue(all.stream().noneMatch(leftOut()::contains), "both there and left out");
    all.addAll(leftOut());
    assertEquals(names("modules"), all);
  }

  @Test
  void classesThatAreThere_exist() throws IOException {
    assertEquals(
        List.of(), inDocument("there").stream().filter(name -> !exists(name)).toList(), "missing");
    assertEquals(List.of(), leftOut().stream().filter(CoverageTest::exists).toList(), "left out");
  }

  @Test
  void classesThatAreThere_haveCasesOfGoodAndBadInput() throws IOException {
    String good = cases(text -> !Cases.isOutcome(text));
    String bad = cases(Cases::isOutcome);
    for (String name : inDocument("there")) {
      if (!WITHOUT_CASES.contains(name)) {
        assertTrue(good.contains("nn." + name + "("), name + " has no case");
        assertTrue(bad.contains("nn." + name + "("), name + " has no case of bad input");
      }
    }
  }

  @Test
  void functional_hasEveryFunctionOfPython_orDocumentSaysWhyNot() throws IOException {
    Set<String> missing = names("functional");
    missing.removeIf(name -> hasMethod(F.class, name));
    assertEquals(new TreeSet<>(inDocument("functional")), missing);
  }

  @Test
  void init_hasEveryFunctionOfPython_orDocumentSaysWhyNot() throws IOException {
    Set<String> missing = names("init");
    missing.removeIf(name -> hasMethod(Init.class, name));
    assertEquals(new TreeSet<>(inDocument("init")), missing);
  }

  @Test
  void report_countsLayersAndCases() throws IOException {
    List<String> cases = Cases.all();
    long bad = cases.stream().filter(Cases::isOutcome).count();
    long functions = cases.stream().filter(text -> Cases.expression(text).startsWith("F.")).count();
    var report = new StringBuilder();
    report.append("Conformance with torch ").append(PYTHON.get("torch").asText()).append('\n');
    report.append("layers there: ").append(inDocument("there").size()).append('\n');
    report.append("layers left out (docs/coverage.md says why): ").append(leftOut()).append('\n');
    report.append("cases: ").append(cases.size()).append(", skipped: 0\n");
    report.append("  of bad input: ").append(bad).append('\n');
    report.append("  of functions: ").append(functions).append('\n');
    for (String topic : Cases.topics()) {
      report.append("  ").append(topic).append(": ").append(Cases.of(topic).size()).append('\n');
    }
    Files.writeString(Path.of("target/conformance-report.txt"), report);
    System.out.print(report);
  }

  private static String cases(Predicate<String> which) {
    return Cases.all().stream().filter(which).collect(Collectors.joining("\n"));
  }

  private static Set<String> names(String module) {
    Set<String> names = new TreeSet<>();
    PYTHON.get(module).forEach(name -> names.add(name.asText()));
    return names;
  }

  private static Set<String> leftOut() throws IOException {
    return inDocument("left out");
  }

  // Names between backquotes from <!-- nn KIND --> to <!-- end -->; in a table, of the first
  // column.
  private static Set<String> inDocument(String kind) throws IOException {
    String document = Files.readString(Programs.root().resolve("docs/coverage.md"));
    String begin = "<!-- nn " + kind + " -->";
    int from = document.indexOf(begin);
    assertTrue(from >= 0, "docs/coverage.md has no " + begin);
    String part = document.substring(from, document.indexOf("<!-- end -->", from));
    return NAME.matcher(part)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean exists(String name) {
    return isPublicClass("torch4j.nn." + name) || isPublicClass("torch4j.nn.functional." + name);
  }

  private static boolean isPublicClass(String name) {
    try {
      return Modifier.isPublic(Class.forName(name).getModifiers());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean hasMethod(Class<?> type, String pythonName) {
    return Arrays.stream(type.getMethods())
        .anyMatch(method -> method.getName().equals(Reflection.camel(pythonName)));
  }
}
