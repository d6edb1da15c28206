package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * One tensor that several threads use, as in Python. Closing it meanwhile is not among that: it
 * ends the process, as docs/using.md says.
 */
final class SharedTensorTest {
  private static final int THREADS = 4;

  /** Runs it on all threads at once, and waits for them. */
  private static void onAll(Consumer<Integer> body) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      var start = new CountDownLatch(1);
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  body.accept(thread);
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  private static double read(Tensor shared, int how, long size) {
    return switch (how % 5) {
      case 0 -> shared.add(1).sum().itemDouble() / 2;
      case 1 -> shared.matmul(shared).sum().itemDouble() / size;
      case 2 -> shared.get(0).sum().itemDouble() * size;
      case 3 -> shared.toFloatArray().length;
      default -> shared.mul(shared).sum().itemDouble();
    };
  }

  @Test
  void fourThreadsRead_thenOneCloses() throws InterruptedException {
    for (long size : new long[] {3, 64}) {
      Tensor shared = Torch.ones(size, size);
      onAll(
          thread -> {
            for (int i = 0; i < 500; i++) {
              try (var scope = Torch.scope()) {
                assertEquals((double) size * size, read(shared, i + thread, size));
              }
            }
          });
      shared.close();
      onAll(
          thread ->
              assertEquals(
                  "add: input: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
                  assertThrows(IllegalStateException.class, () -> shared.add(1)).getMessage()));
    }
  }

  @Test
  void gradientsOfFourThreads_areAddedUp() throws InterruptedException {
    Tensor leaf = Torch.tensor(new double[] {1, 2}).requiresGrad_();
    onAll(
        thread -> {
          for (int i = 0; i < 100; i++) {
            try (var scope = Torch.scope()) {
              Tensor loss = leaf.mul(leaf).sum();
              assertEquals("SumBackward0", loss.gradFn().name());
              loss.backward();
            }
          }
        });
    assertArrayEquals(new double[] {800, 1600}, leaf.grad().toDoubleArray());
  }

  @Test
  void tensorOfAScope_isReadByOthers_untilTheScopeEnds() throws InterruptedException {
    Tensor lost;
    try (var scope = Torch.scope()) {
      Tensor shared = Torch.ones(8, 8);
      onAll(thread -> assertEquals(64, shared.sum().itemDouble()));
      lost = shared;
    }
    onAll(thread -> assertThrows(IllegalStateException.class, lost::sum));
  }

  @Test
  void fourThreadsClose_once() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      Tensor shared = Torch.ones(8);
      onAll(thread -> shared.close());
      assertThrows(IllegalStateException.class, shared::sum);
    }
  }
}
