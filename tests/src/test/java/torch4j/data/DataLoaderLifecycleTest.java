package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;

/** Threads and tensors of loaders end, however their loop does. */
@Tag("alone")
final class DataLoaderLifecycleTest {
  private static final long MOST_MILLIS = 10_000;
  private static final long SETTLING_MILLIS = 150;

  private static Dataset<Tensor> numbers(int n) {
    return Dataset.of(n, index -> Torch.tensor(index).add(1));
  }

  private static DataLoaderOptions workers(int numWorkers) {
    return DataLoader.options().batchSize(2).numWorkers(numWorkers);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("torch4j-loader-"))
        .count();
  }

  // Until neither a thread nor a tensor is left of what the body made.
  private static void assertFreed(Runnable body) throws InterruptedException {
    body.run(); // the first use makes what stays
    settle();
    long pointers = Pointer.totalCount();
    body.run();
    settle(pointers, MOST_MILLIS);
    assertEquals(0, threads());
    assertTrue(
        Pointer.totalCount() <= pointers, Pointer.totalCount() + " pointers, not " + pointers);
  }

  // Until no thread is left, and the number of pointers stays.
  private static void settle() throws InterruptedException {
    long before;
    do {
      before = Pointer.totalCount();
      settle(before - 1, SETTLING_MILLIS);
    } while (Pointer.totalCount() < before || threads() > 0);
  }

  private static void settle(long pointers, long millis) throws InterruptedException {
    long end = System.currentTimeMillis() + millis;
    do {
      System.gc();
      Thread.sleep(10);
    } while ((threads() > 0 || Pointer.totalCount() > pointers)
        && System.currentTimeMillis() < end);
  }

  @Test
  void thousandLoopsThatAreLeft_leaveNothing() throws InterruptedException {
    assertFreed(
        () -> {
          var loader = new DataLoader<>(numbers(20), workers(2));
          for (int i = 0; i < 500; i++) {
            loader.iterator().next();
          }
        });
  }

  @Test
  void exceptionsOfWorkers_leaveNothing() throws InterruptedException {
    Dataset<Tensor> broken =
        Dataset.of(
            20,
            index -> {
              Tensor made = Torch.tensor(index);
              if (index == 5) {
                throw new IllegalStateException("broken");
              }
              return made;
            });
    assertFreed(
        () -> {
          for (int i = 0; i < 100; i++) {
            var loader = new DataLoader<>(broken, workers(2));
            assertThrows(DataLoaderException.class, () -> loader.forEach(Tensor::close));
          }
        });
  }

  @Test
  void interrupts_leaveNothing() throws InterruptedException {
    assertFreed(
        () -> {
          for (int i = 0; i < 25; i++) {
            interrupt();
          }
        });
  }

  private static void interrupt() {
    var begun = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    Dataset<Tensor> hanging =
        Dataset.of(
            20,
            index -> {
              if (index == 4) {
                begun.countDown();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
              return Torch.tensor(index);
            });
    var consumer =
        new FutureTask<>(
            () -> {
              new DataLoader<>(hanging, workers(2)).forEach(Tensor::close);
              return null;
            });
    var thread = new Thread(consumer);
    thread.start();
    try {
      begun.await();
      thread.interrupt();
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThrows(Exception.class, consumer::get);
  }

  @Test
  void timeouts_leaveNothing() throws InterruptedException {
    Dataset<Tensor> slow =
        Dataset.of(
            6,
            index -> {
              try {
                Thread.sleep(index == 2 ? 60_000 : 0);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Torch.tensor(index);
            });
    assertFreed(
        () -> {
          var loader = new DataLoader<>(slow, workers(2).timeout(Duration.ofMillis(20)));
          assertThrows(DataLoaderException.class, () -> loader.forEach(Tensor::close));
        });
  }

  @Test
  void persistentWorkers_endWithTheirLoader_andServeAllEpochs() throws InterruptedException {
    assertFreed(
        () -> {
          Set<Thread> seen = ConcurrentHashMap.newKeySet();
          Dataset<Tensor> dataset =
              Dataset.of(
                  8,
                  index -> {
                    seen.add(Thread.currentThread());
                    return Torch.tensor(index);
                  });
          var loader = new DataLoader<>(dataset, workers(2).persistentWorkers(true));
          for (int epoch = 0; epoch < 3; epoch++) {
            loader.forEach(Tensor::close);
          }
          loader.iterator().next().close(); // left
          var again = loader.iterator();
          assertEquals(List.of(0L, 1L), again.next().toList());
          assertEquals(2, seen.size());
          assertTrue(seen.stream().allMatch(Thread::isAlive));
        });
  }

  @Test
  void closing_endsWorkersAtOnce() throws InterruptedException {
    var iterator = new DataLoader<>(numbers(20), workers(2)).iterator();
    iterator.next();
    iterator.close();
    iterator.close();
    assertEquals(false, iterator.hasNext());
    long end = System.currentTimeMillis() + MOST_MILLIS;
    while (threads() > 0 && System.currentTimeMillis() < end) {
      Thread.sleep(1);
    }
    assertEquals(0, threads());
  }

  @Test
  void end_closesStreams_inEveryWorker() {
    var closed = new AtomicInteger();
    IterableDataset<Tensor> stream =
        IterableDataset.of(
            () -> Stream.of(Torch.ones(1), Torch.ones(1)).onClose(closed::incrementAndGet));
    new DataLoader<>(stream, workers(2)).forEach(Tensor::close);
    assertEquals(2, closed.get());
    try (var left = new DataLoader<>(stream, DataLoader.options()).iterator()) {
      left.next();
    }
    assertEquals(3, closed.get());
  }

  @Test
  void batches_belongToTheConsumersScope_andOtherTensorsToTheDataset() {
    Tensor kept = Torch.ones(1);
    Dataset<Tensor> dataset = Dataset.of(List.of(kept, kept));
    for (int numWorkers : new int[] {0, 1}) {
      var options = DataLoader.options().numWorkers(numWorkers);
      List<Tensor> batches = new ArrayList<>();
      try (var scope = Torch.scope()) {
        new DataLoader<>(dataset, options).forEach(batches::add);
      }
      assertTrue(batches.stream().allMatch(batch -> batch.unwrap().isNull()));
      try (var scope = Torch.scope()) {
        for (Tensor sample : new DataLoader<>(dataset, options.batchSize(null))) {
          assertEquals(kept, sample);
        }
      }
      assertEquals(1, kept.itemLong());
    }
  }

  @Test
  void workers_useOneThreadEach_andLeaveTheCountOfOthers() {
    int before = Torch.getNumThreads();
    Dataset<Tensor> dataset = Dataset.of(4, index -> Torch.tensor(Torch.getNumThreads()));
    for (Tensor threads : new DataLoader<>(dataset, workers(2))) {
      assertEquals(List.of(1L, 1L), threads.toList());
    }
    assertEquals(before, Torch.getNumThreads());
    var other = new FutureTask<>(Torch::getNumThreads);
    new Thread(other).start();
    try {
      assertEquals(before, other.get());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
