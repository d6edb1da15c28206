package torch4j.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Assertions about null arguments. */
public final class NullArguments {
  private NullArguments() {}

  /** Asserts that each call throws an exception with the name of the null argument. */
  public static void assertNamed(Map<Executable, String> calls) {
    calls.forEach(
        (call, name) -> {
          var e = assertThrows(IllegalArgumentException.class, call);
          assertTrue(
              e.getMessage().startsWith(name + ": got null, expected "),
              name + ": " + e.getMessage());
        });
  }
}
