package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;

/** Small tensors that other threads free, or that outlive their thread. */
final class SmallTensorsTest {
  private static final int TENSORS = 5_000;

  @BeforeAll
  static void init() {
    Torch.init();
  }

  private static Tensor filled(long size, double value) {
    return Torch.full(new long[] {size}, value);
  }

  @Test
  void tensorsFreedByOtherThreads_leaveTheirNumbersAlone() throws Exception {
    var queue = new ArrayBlockingQueue<Tensor>(200);
    var pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> right = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        right.add(pool.submit(makeInto(queue)));
        right.add(pool.submit(freeFrom(queue)));
      }
      int sum = 0;
      for (Future<Integer> each : right) {
        sum += each.get();
      }
      assertEquals(4 * TENSORS, sum);
    } finally {
      pool.shutdownNow();
    }
  }

  // Tensors of n times n, of many sizes; how many were made.
  private static Callable<Integer> makeInto(ArrayBlockingQueue<Tensor> queue) {
    return () -> {
      for (int n = 0; n < TENSORS; n++) {
        int size = 1 + n % 700;
        queue.put(filled(size, size).mul(filled(size, 2)));
      }
      return TENSORS;
    };
  }

  // How many of them hold what they were made of.
  private static Callable<Integer> freeFrom(ArrayBlockingQueue<Tensor> queue) {
    return () -> {
      int right = 0;
      for (int n = 0; n < TENSORS; n++) {
        try (var scope = Torch.scope();
            Tensor tensor = queue.take()) {
          Tensor expected = filled(tensor.numel(), 2.0 * tensor.numel());
          right += tensor.equal(expected) ? 1 : 0;
        }
      }
      return right;
    };
  }

  @Test
  void smallSums_recordGradients() {
    Tensor a = filled(3, 2).requiresGrad_(true);
    Tensor b = filled(3, 4).requiresGrad_(true);
    a.add(b).mul(b).div(a).sub(a).sum().backward(); // (a + b) b / a - a
    assertTrue(a.grad().equal(filled(3, -5))); // -b^2 / a^2 - 1
    assertTrue(b.grad().equal(filled(3, 5))); // 1 + 2 b / a
  }

  @Test
  void otherShapes_areRefusedByLibTorch() {
    var refused =
        assertThrows(RuntimeException.class, () -> filled(3, 1).add(filled(4, 1)).close());
    assertTrue(
        refused
            .getMessage()
            .contains("The size of tensor a (3) must match the size of tensor b (4)"),
        refused.getMessage());
  }

  @Test
  void noGradient_isRecordedWithoutGrad() {
    Tensor a = filled(3, 2).requiresGrad_(true);
    try (var noGrad = Torch.noGrad()) {
      assertFalse(a.add(a).requiresGrad());
    }
  }
}
