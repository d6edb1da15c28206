package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Isolated;
import torch4j.nn.Linear;
import torch4j.nn.functional.F;

/** Where a closed tensor was closed, while {@link Torch#detectLeaks} is on. */
@Isolated("the detector is one for all threads")
final class LeakDetectorTest {
  @BeforeEach
  void on() {
    Torch.detectLeaks(true);
  }

  @AfterEach
  void off() {
    Torch.detectLeaks(false);
  }

  private static Throwable cause(Executable body) {
    IllegalStateException e = assertThrows(IllegalStateException.class, body);
    assertTrue(
        e.getMessage()
            .endsWith(
                ": got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step"));
    return e.getCause();
  }

  private static void assertClosedIn(String method, Throwable cause) {
    assertTrue(
        Arrays.stream(cause.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals(method)),
        Arrays.toString(cause.getStackTrace()));
  }

  private static void closesIt(Tensor tensor) {
    tensor.close();
  }

  private static Tensor lostWithItsScope() {
    try (var scope = Torch.scope()) {
      return Torch.ones(2);
    }
  }

  @Test
  void close_isTheCause_everywhere() {
    Tensor tensor = Torch.ones(2);
    closesIt(tensor);
    tensor.close(); // the first one counts
    List<Executable> uses =
        List.of(
            () -> tensor.add(1),
            () -> Torch.ones(2).add(tensor),
            () -> Torch.cat(List.of(Torch.ones(2), tensor)),
            tensor::shape,
            tensor::backward,
            tensor::gradFn,
            () -> F.relu(tensor),
            () -> new Linear(2, 2).call(tensor));
    for (Executable use : uses) {
      Throwable cause = cause(use);
      assertEquals(
          "the tensor was closed here, by thread " + Thread.currentThread().getName(),
          cause.getMessage());
      assertClosedIn("closesIt", cause);
    }
  }

  @Test
  void endOfTheScope_isTheCause() {
    Throwable cause = cause(lostWithItsScope()::shape);
    assertEquals(
        "the scope that the tensor belonged to was closed here, by thread "
            + Thread.currentThread().getName(),
        cause.getMessage());
    assertClosedIn("lostWithItsScope", cause);
  }

  @Test
  void keptTensor_isClosedByItself() {
    Tensor kept;
    try (var scope = Torch.scope()) {
      kept = scope.keep(Torch.ones(2));
    }
    assertEquals(2, kept.numel());
    closesIt(kept);
    assertClosedIn("closesIt", cause(kept::shape));
  }

  private static void endsOuter(Scope outer) {
    outer.close();
  }

  @Test
  void detachedTensor_isClosedByTheOuterScope() {
    Scope outer = Torch.scope();
    Tensor detached;
    try (var scope = Torch.scope()) {
      detached = scope.detach(Torch.ones(2));
    }
    assertEquals(2, detached.numel());
    endsOuter(outer);
    assertClosedIn("endsOuter", cause(detached::shape));
  }

  @Test
  void wrappedInAnInnerScope_isClosedByItsOwn() {
    Scope outer = Torch.scope();
    Tensor tensor = Torch.ones(2);
    Tensor again;
    try (var scope = Torch.scope()) {
      again = Tensor.wrap(tensor.unwrap());
    }
    endsOuter(outer);
    assertClosedIn("endsOuter", cause(again::shape));
  }

  @Test
  void off_thereIsNoPlace_andTheMessageIsTheSame() {
    Torch.detectLeaks(false);
    Tensor tensor = Torch.ones(2);
    closesIt(tensor);
    assertSame(NullPointerException.class, cause(tensor::shape).getClass());
    assertNull(cause(tensor::backward));
    Torch.detectLeaks(true); // what happened before is not known
    assertNull(cause(tensor::backward));
  }

  @Test
  void madeBeforeItWasOn_closedAfter() {
    Torch.detectLeaks(false);
    Tensor tensor = Torch.ones(2);
    Torch.detectLeaks(true);
    closesIt(tensor);
    assertClosedIn("closesIt", cause(tensor::shape));
  }

  @Test
  void manyTensors_areForgotten() throws InterruptedException {
    for (int i = 0; i < 20_000; i++) {
      try (var scope = Torch.scope()) {
        Torch.ones(1);
      }
    }
    System.gc();
    Thread.sleep(50);
    Tensor tensor = Torch.ones(2);
    closesIt(tensor);
    assertClosedIn("closesIt", cause(tensor::shape));
    assertFalse(torch4j.internal.LeakDetector.size() > 15_000);
  }
}
