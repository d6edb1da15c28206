package torch4j.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;

/**
 * Drawn calls of the whole tensor API, good and bad, end in results or exceptions of the house, and
 * never end the JVM. {@code -Dtorch4j.random.seed=S} and {@code -Dtorch4j.random.calls=N} draw
 * others, or more.
 */
final class RandomCallsTest {
  @Test
  void calls_endInResultsOrClearExceptions_andTheJvmLives() {
    String seed = System.getProperty("torch4j.random.seed", "1");
    String calls = System.getProperty("torch4j.random.calls", "2000");
    Outcome outcome = Programs.java(List.of("-Xmx1g"), RandomCalls.class, seed, calls);
    List<String> lines = outcome.out().lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    assertTrue(
        outcome.status() == 0 && last.equals("end " + calls),
        () -> "the JVM ended in: " + last + "\n" + outcome.err());
    assertEquals(List.of(), lines.stream().filter(line -> line.startsWith("raw ")).toList());
  }
}
