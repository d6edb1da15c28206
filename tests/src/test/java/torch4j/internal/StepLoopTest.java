package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torch4j.Scope;
import torch4j.Tensor;
import torch4j.Torch;

class StepLoopTest {
  /** As a loader does: a step ends when the next one is asked for. */
  private static final class Numbers implements Iterable<Tensor> {
    private final int count;

    Numbers(int count) {
      this.count = count;
    }

    @Override
    public Iterator<Tensor> iterator() {
      var loop = new StepLoop("numbers");
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          loop.endStep();
          return next < count;
        }

        @Override
        public Tensor next() {
          loop.beginStep();
          return handedOver(next++);
        }
      };
    }
  }

  // As from a worker: made in a scope of its own.
  private static Tensor handedOver(double number) {
    Tensor tensor;
    List<Pointer> made;
    try (var scope = new HandOverScope()) {
      tensor = Torch.tensor(number - 1).add(1);
      made = scope.take(List.of(tensor));
    }
    HandOverScope.handOver(made);
    return tensor;
  }

  @AfterEach
  void noScopeIsLeft() {
    collectUntil(
        () -> {
          Torch.zeros(1).close(); // a loop that was left early ends with the next tensor
          return PointerScope.getInnerScope() == null;
        });
  }

  private static boolean isClosed(Tensor tensor) {
    return tensor.unwrap().isNull();
  }

  @Test
  void nextStep_freesWhatTheStepBeforeMadeAndGot() {
    List<Tensor> seen = new ArrayList<>();
    for (Tensor number : new Numbers(3)) {
      seen.forEach(earlier -> assertTrue(isClosed(earlier)));
      seen.add(number);
      seen.add(number.add(1));
    }
    assertEquals(6, seen.size());
    seen.forEach(tensor -> assertTrue(isClosed(tensor)));
    assertNull(PointerScope.getInnerScope());
  }

  @Test
  void keep_outlivesTheStep() {
    record Pair(Tensor number, List<Tensor> sums) {}
    Tensor last = null;
    Pair pair = null;
    for (Tensor number : new Numbers(3)) {
      last = Torch.keep(number);
      pair = Torch.keep(new Pair(number.mul(2), List.of(number.add(1))));
      assertSame(pair, Torch.keep(pair));
    }
    assertEquals(2, last.itemDouble());
    assertEquals(4, pair.number().itemDouble());
    assertEquals(3, pair.sums().get(0).itemDouble());
    last.close();
    assertTrue(isClosed(last));
  }

  @Test
  void keep_insideAScopeInsideAStep() {
    List<Tensor> kept = new ArrayList<>();
    for (Tensor number : new Numbers(2)) {
      try (Scope scope = Torch.scope()) {
        kept.add(scope.keep(number.add(1)));
        kept.add(Torch.keep(number));
        assertFalse(isClosed(scope.keep(number.add(2))));
      }
    }
    assertEquals(List.of(1.0, 0.0, 2.0, 1.0), kept.stream().map(Tensor::itemDouble).toList());
  }

  @Test
  void leftEarly_keepsWhatTheProgramHas() {
    List<Tensor> left = numberAndProductOfSecondStep();
    collectUntil(
        () -> {
          Torch.zeros(1).close();
          return PointerScope.getInnerScope() == null;
        });
    assertEquals(1, left.get(0).itemDouble());
    assertEquals(6, left.get(1).itemDouble());
  }

  // A method of its own: the interpreter's frame keeps the loop's iterator alive.
  private static List<Tensor> numberAndProductOfSecondStep() {
    for (Tensor number : new Numbers(3)) {
      if (number.itemDouble() == 1) {
        return List.of(number, number.add(5));
      }
    }
    throw new AssertionError();
  }

  @Test
  void leftEarly_inAScope_endsWithTheScope() {
    Tensor number = null;
    Tensor after;
    try (Scope scope = Torch.scope()) {
      for (Tensor each : new Numbers(3)) {
        number = each;
        break;
      }
      after = number.add(1);
    }
    assertTrue(isClosed(number));
    assertTrue(isClosed(after));
    assertNull(PointerScope.getInnerScope());
  }

  @Test
  void leftEarly_inAStep_endsWithTheStep() {
    List<Tensor> inner = new ArrayList<>();
    for (Tensor outer : new Numbers(2)) {
      inner.forEach(tensor -> assertTrue(isClosed(tensor)));
      for (Tensor number : new Numbers(3)) {
        inner.add(number);
        break;
      }
      inner.add(outer.add(1));
    }
    assertEquals(4, inner.size());
    inner.forEach(tensor -> assertTrue(isClosed(tensor)));
    assertNull(PointerScope.getInnerScope());
  }

  @Test
  void twoLoops_sideBySide_eachEndsItsOwnSteps() {
    Iterator<Tensor> slow = new Numbers(2).iterator();
    Tensor held = null;
    for (Tensor number : new Numbers(4)) {
      if (number.itemDouble() % 2 == 0) {
        assertTrue(slow.hasNext());
        held = slow.next();
      }
      assertEquals(Math.floor(number.itemDouble() / 2), held.itemDouble());
    }
    assertFalse(slow.hasNext());
    assertTrue(isClosed(held));
    assertNull(PointerScope.getInnerScope());
  }

  @Test
  void leftEarly_manyTimes_leavesNothing() {
    Torch.zeros(1).close();
    System.gc();
    long before = Pointer.totalCount();
    for (int i = 0; i < 1000; i++) {
      for (Tensor number : new Numbers(3)) {
        number.add(1);
        break;
      }
    }
    collectUntil(
        () -> {
          Torch.zeros(1).close();
          return Pointer.totalCount() - before < 5;
        });
  }

  @Test
  void tensorsWithoutEnd_afterALoopLeftEarly_areNotHeld() {
    Iterator<Tensor> held = new Numbers(2).iterator(); // not collected
    held.next();
    long before = Pointer.totalCount();
    for (int i = 0; i < 20_000; i++) {
      Torch.zeros(1);
    }
    collectUntil(() -> Pointer.totalCount() - before < 100);
    assertTrue(held.hasNext());
  }

  @Test
  void anotherThread_isRefusedWhileAStepIsOpen() throws Exception {
    Iterator<Tensor> numbers = new Numbers(3).iterator();
    numbers.next();
    var task = new FutureTask<>(() -> assertThrows(IllegalStateException.class, numbers::next));
    var thread = new Thread(task, "other");
    thread.start();
    assertEquals(
        "numbers: got thread other, expected "
            + Thread.currentThread().getName()
            + ", whose step is not over",
        task.get().getMessage());
    assertTrue(numbers.hasNext()); // ends the step
    var second = new FutureTask<>(() -> numbers.next().itemDouble());
    new Thread(second).start();
    assertEquals(1, second.get());
  }

  @Test
  void keep_null_isRefused() {
    assertEquals(
        "value: got null, expected a tensor, or an object with tensors in it",
        assertThrows(IllegalArgumentException.class, () -> Torch.keep(null)).getMessage());
    assertDoesNotThrow(() -> Torch.keep(List.of()));
  }

  private static void collectUntil(java.util.function.BooleanSupplier done) {
    for (int i = 0; i < 50 && !done.getAsBoolean(); i++) {
      System.gc();
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    assertTrue(done.getAsBoolean());
  }
}
