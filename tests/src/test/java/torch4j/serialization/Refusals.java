package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Asserts that a file is not loaded, and what is said of it. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(String message, byte[] file) {
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(file));
    assertEquals("<bytes>: " + message, e.getMessage());
  }

  static void assertRefusedWith(String part, byte[] file) {
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(file));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
