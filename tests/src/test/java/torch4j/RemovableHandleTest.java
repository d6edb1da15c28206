package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RemovableHandleTest {
  @Test
  void remove_twice_removesOnce() {
    var removals = new AtomicInteger();
    try (var handle = new RemovableHandle(removals::incrementAndGet)) {
      handle.remove();
      assertEquals(1, removals.get());
    }
    assertEquals(1, removals.get(), "another hook that is equal stays");
  }
}
