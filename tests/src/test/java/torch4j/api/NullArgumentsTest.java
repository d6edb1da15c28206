package torch4j.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;

/**
 * Null in the place of every argument of every public method, and of an element of those that have
 * such: refused by an IllegalArgumentException that names the parameter, unless its Javadoc says
 * what null means; and never the end of the JVM.
 */
final class NullArgumentsTest {
  // Needs a package that Python compiles: AOTICompiledModelTest tries it.
  private static final String TRIED_ELSEWHERE = "torch4j.jit.AOTICompiledModel.";
  // Python's update_bn does not look at the batches either if the model has no batch norm.
  private static final String UNUSED =
      "accepted torch4j.optim.swa.UpdateBn.updateBn(Iterable,Module) inputs[]";

  // Events of callbacks, and steps: the trainer calls them with its context, and nobody else does.
  private static final Pattern EVENT =
      Pattern.compile("[.](on[A-Z]\\w*|predict)\\((Object,)?TrainingContext");

  @Test
  void null_isRefusedByName_orDocumented() throws IOException {
    Outcome outcome = Programs.java(List.of("-Xmx1g"), NullArguments.class);
    List<String> lines = outcome.out().lines().toList();
    assertTrue(
        outcome.status() == 0 && lines.contains("end"),
        () -> "the JVM ended in: " + lines.get(lines.size() - 1) + "\n" + outcome.err());
    Path java = Programs.root().resolve("java");
    var javadoc =
        new Javadoc(
            List.of(
                java.resolve("src/main/java"),
                java.resolve("target/generated-sources/annotations")));
    Map<String, Long> counts =
        lines.stream()
            .collect(Collectors.groupingBy(NullArgumentsTest::kind, Collectors.counting()));
    assertTrue(counts.getOrDefault("refused", 0L) > 1000, counts::toString);
    Set<String> wrong = new TreeSet<>();
    for (String line : lines) {
      boolean tried = List.of("accepted", "wrong", "untried").contains(kind(line));
      if (tried && !isException(line) && !isDocumented(line, javadoc)) {
        wrong.add(line);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static String kind(String line) {
    return line.split(" ", 2)[0];
  }

  private static boolean isException(String line) {
    return EVENT.matcher(line).find()
        || line.startsWith("untried " + TRIED_ELSEWHERE)
        || line.equals(UNUSED);
  }

  // A wrong one may have failed for another argument that is no good beside null.
  private static boolean isDocumented(String line, Javadoc javadoc) {
    String[] words = line.split(" ", -1);
    return !kind(line).equals("untried")
        && javadoc.allowsNull(words[words.length - 2], words[words.length - 1].replace("[]", ""));
  }
}
