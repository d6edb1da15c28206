package torch4j.nn.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;

/** Bad indices, sizes and numbers end in a clear exception, and never end the JVM. */
final class FuzzTest {
  @Test
  void badArguments_areRefused_andTheJvmLives() {
    Outcome outcome = Programs.java(List.of("-Xmx1g"), Fuzz.class);
    List<String> lines = outcome.out().lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    assertTrue(
        outcome.status() == 0 && last.startsWith("end "),
        () -> "the JVM ended in: " + last + "\n" + outcome.err());
    assertTrue(Integer.parseInt(last.substring(4)) > 1500, last);
    assertEquals(List.of(), lines.stream().filter(line -> line.startsWith("raw ")).toList());
  }
}
