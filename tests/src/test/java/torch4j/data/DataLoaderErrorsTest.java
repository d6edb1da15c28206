package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;

/** What a loader says when something is wrong. */
final class DataLoaderErrorsTest {
  private static final Dataset<Tensor> BROKEN =
      Dataset.of(
          10,
          index -> {
            if (index == 7) {
              throw new IllegalStateException("broken");
            }
            return Torch.tensor(index);
          });

  private static DataLoaderOptions options(int batchSize, int numWorkers) {
    return DataLoader.options().batchSize(batchSize).numWorkers(numWorkers);
  }

  private static <B> DataLoaderException failure(DataLoader<B> loader) {
    return assertThrows(DataLoaderException.class, () -> loader.forEach(batch -> {}));
  }

  private static void assertRefused(String message, Runnable made) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, made::run).getMessage());
  }

  @Test
  void sampleThatThrows_isNamed() {
    var failure = failure(new DataLoader<>(BROKEN, options(4, 0)));
    assertEquals(
        "dataset[7]: got java.lang.IllegalStateException: broken, expected a sample",
        failure.getMessage());
    assertEquals("broken", failure.getCause().getMessage());
  }

  @Test
  void sampleThatThrows_inAWorker_isNamed_withTheWorkersStack() {
    var failure = failure(new DataLoader<>(BROKEN, options(4, 2)));
    assertEquals(
        "dataset[7]: got java.lang.IllegalStateException: broken, expected a sample; in"
            + " torch4j-loader-1",
        failure.getMessage());
    assertSame(IllegalStateException.class, failure.getCause().getClass());
    assertTrue(
        Arrays.stream(failure.getCause().getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(Worker.class.getName())));
  }

  @Test
  void sampleThatThrows_isSkippedByTheNextCall() {
    for (int workers : new int[] {0, 2}) {
      try (var iterator = new DataLoader<>(BROKEN, options(4, workers)).iterator()) {
        iterator.next();
        assertThrows(DataLoaderException.class, iterator::next);
        assertEquals(List.of(8L, 9L), iterator.next().toList());
        assertFalse(iterator.hasNext());
      }
    }
  }

  @Test
  void error_inAWorker_isTheCause() {
    Dataset<Tensor> dataset =
        Dataset.of(
            2,
            index -> {
              throw new AssertionError("error");
            });
    var failure = failure(new DataLoader<>(dataset, options(2, 1)));
    assertEquals(
        "dataset[0, 1]: got java.lang.AssertionError: error, expected a batch; in"
            + " torch4j-loader-0",
        failure.getMessage());
    assertEquals("error", failure.getCause().getMessage());
  }

  @Test
  void raggedShapes_nameBothAndTheirIndices() {
    Dataset<Tensor> ragged = Dataset.of(8, index -> Torch.ones(index == 6 ? 3 : 2, 4));
    String message =
        "samples: got [2, 4] float32 from dataset[4] and [3, 4] float32 from dataset[6], expected"
            + " tensors of one shape; pass a collate function that pads";
    assertEquals(message, failure(new DataLoader<>(ragged, options(4, 0))).getMessage());
    assertEquals(
        message + "; in torch4j-loader-1",
        failure(new DataLoader<>(ragged, options(4, 2))).getMessage());
    Dataset<Batch> named = Dataset.of(8, index -> Batch.of(Torch.ones(1), ragged.get(index)));
    assertEquals(
        message.replaceFirst("samples", "samples[1]"),
        failure(new DataLoader<>(named, options(4, 0))).getMessage());
  }

  @Test
  void hangingWorker_isNamedByItsIndex() throws InterruptedException {
    var never = new CountDownLatch(1);
    Dataset<Tensor> hanging =
        Dataset.of(
            6,
            index -> {
              if (index == 3) {
                await(never);
              }
              return Torch.tensor(index);
            });
    var options = options(2, 1).timeout(Duration.ofMillis(100));
    var failure = failure(new DataLoader<>(hanging, options));
    assertEquals(
        "timeout: got no batch in PT0.1S from torch4j-loader-0, which loads dataset[3], expected"
            + " one",
        failure.getMessage());
    assertTrue(
        Arrays.stream(failure.getCause().getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("await")));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void interruptedConsumer_isTold_andStaysInterrupted() throws Exception {
    var begun = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    Dataset<Tensor> hanging =
        Dataset.of(
            2,
            index -> {
              begun.countDown();
              await(never);
              return Torch.tensor(index);
            });
    var loader = new DataLoader<>(hanging, options(1, 1));
    var consumer =
        new FutureTask<>(
            () -> {
              String message = failure(loader).getMessage();
              return message + (Thread.interrupted() ? "" : ", and no interrupt");
            });
    var thread = new Thread(consumer);
    thread.start();
    begun.await();
    thread.interrupt();
    assertEquals(
        "next: got an interrupt while it waited for dataset[0], expected none; the iterator is"
            + " closed",
        consumer.get());
  }

  @Test
  void twoThreads_areRefused_byTheirNames() throws Exception {
    var iterator = new DataLoader<>(BROKEN, options(1, 0)).iterator();
    iterator.next();
    var other = new FutureTask<>(() -> assertThrows(IllegalStateException.class, iterator::next));
    var thread = new Thread(other, "second");
    thread.start();
    assertEquals(
        "hasNext: got thread second, expected "
            + Thread.currentThread().getName()
            + ", which uses this iterator",
        other.get().getMessage());
  }

  @Test
  void workerInit_thatThrows_isNamed() {
    var options =
        options(1, 1)
            .workerInit(
                id -> {
                  throw new IllegalStateException("no " + id);
                });
    assertEquals(
        "workerInit: got java.lang.IllegalStateException: no 0, expected no exception; in"
            + " torch4j-loader-0",
        failure(new DataLoader<>(BROKEN, options)).getMessage());
  }

  @Test
  void iterableThatThrows_isNamedByTheSamplesNumber() {
    IterableDataset<Tensor> broken =
        () ->
            List.of(0L, 1L, 2L).stream()
                .map(i -> i < 2 ? Torch.tensor(i) : (Tensor) null)
                .iterator();
    assertEquals(
        "samples: got null from dataset[2], expected a value; pass a collate function for others",
        failure(new DataLoader<>(broken, options(3, 0))).getMessage());
    IterableDataset<Tensor> throwing =
        () ->
            List.of(0L, 1L, 2L).stream()
                .map(i -> Torch.tensor(new long[] {4 / (2 - i)}))
                .iterator();
    assertEquals(
        "dataset: sample 2: got java.lang.ArithmeticException: / by zero, expected a sample",
        failure(new DataLoader<>(throwing, options(3, 0))).getMessage());
  }

  @Test
  void indexBeyondTheDataset_isNamed() {
    var options = options(2, 0).sampler(0, 12);
    assertEquals(
        "dataset[12]: got java.lang.IndexOutOfBoundsException: index: got 12, expected 0 to 9,"
            + " expected a sample",
        failure(new DataLoader<>(BROKEN, options)).getMessage());
    assertEquals(
        "dataset[0, 12]: got java.lang.IndexOutOfBoundsException: index: got 12, expected 0 to 2,"
            + " expected a batch",
        failure(new DataLoader<>(new TensorDataset(Torch.ones(3)), options)).getMessage());
  }

  @Test
  void typeWithoutCollation_isRefusedWithTheRemedy() {
    assertEquals(
        "samples: got a Long from dataset[0], expected a tensor, or a batch, record, list or map of"
            + " tensors; pass Collate.toBatch(), or a collate function of your own",
        failure(new DataLoader<>(Dataset.of(List.of(1L, 2L)), options(2, 0))).getMessage());
    assertEquals(
        "collate: got null, expected a batch",
        failure(new DataLoader<>(BROKEN, samples -> null, options(2, 0))).getMessage());
  }

  @Test
  void optionsThatExcludeEachOther_areRefused() {
    var sampler = Sampler.of(1, 2);
    var batches = new BatchSampler(sampler, 1, false);
    var options = DataLoader.options();
    assertRefused(
        "batchSampler: got one with batchSize 2, expected one of them",
        () -> new DataLoader<>(BROKEN, options.batchSampler(batches).batchSize(2)));
    assertRefused(
        "batchSampler: got one with shuffle, expected one of them",
        () -> new DataLoader<>(BROKEN, options.batchSampler(batches).shuffle(true)));
    assertRefused(
        "batchSampler: got one with a sampler, expected one of them",
        () -> new DataLoader<>(BROKEN, options.batchSampler(batches).sampler(sampler)));
    assertRefused(
        "batchSampler: got one with dropLast, expected one of them",
        () -> new DataLoader<>(BROKEN, options.batchSampler(batches).dropLast(true)));
    assertRefused(
        "sampler: got Sampler.of(2 indices) with shuffle, expected one of them",
        () -> new DataLoader<>(BROKEN, options.sampler(sampler).shuffle(true)));
    assertRefused(
        "dropLast: got true with batchSize null, expected a batch size",
        () -> new DataLoader<>(BROKEN, options.batchSize(null).dropLast(true)));
    assertRefused(
        "prefetchFactor: got 3 with numWorkers 0, expected workers",
        () -> new DataLoader<>(BROKEN, options.prefetchFactor(3)));
    assertRefused(
        "persistentWorkers: got true with numWorkers 0, expected workers",
        () -> new DataLoader<>(BROKEN, options.persistentWorkers(true)));
    assertRefused(
        "timeout: got PT1S with numWorkers 0, expected workers",
        () -> new DataLoader<>(BROKEN, options.timeout(Duration.ofSeconds(1))));
  }

  @Test
  void iterableDataset_hasNoOrder() {
    IterableDataset<Tensor> stream = IterableDataset.of(List.of(Torch.ones(1)));
    assertRefused(
        "shuffle: got true with an iterable dataset, expected false",
        () -> new DataLoader<>(stream, DataLoader.options().shuffle(true)));
    assertRefused(
        "sampler: got Sampler.of(1 indices) with an iterable dataset, expected none: its order is"
            + " its own",
        () -> new DataLoader<>(stream, DataLoader.options().sampler(0)));
    assertRefused(
        "batchSampler: got [] with an iterable dataset, expected none: its order is its own",
        () -> new DataLoader<>(stream, DataLoader.options().batchSampler(List.of())));
  }

  @Test
  void numbersOutOfRange_areRefused() {
    assertRefused(
        "numWorkers: got -1, expected >= 0; 0 loads without workers",
        () -> DataLoader.options().numWorkers(-1));
    assertRefused(
        "prefetchFactor: got 0, expected >= 1", () -> DataLoader.options().prefetchFactor(0));
    assertRefused(
        "timeout: got PT-1S, expected zero, or up to 68 years",
        () -> DataLoader.options().timeout(Duration.ofSeconds(-1)));
  }

  @Test
  void samplers_refuseWhatPythonRefuses() {
    var empty = Dataset.<Tensor>of(List.of());
    assertRefused("numSamples: got 0, expected a positive number", () -> new RandomSampler(empty));
    assertRefused(
        "weights[1]: got -1.0, expected a finite number >= 0",
        () -> new WeightedRandomSampler(new double[] {1, -1}, 2));
    assertRefused(
        "weights: got 2 without a positive one, expected at least one",
        () -> new WeightedRandomSampler(new double[] {0, 0}, 2));
    assertRefused(
        "numSamples: got 3 without replacement, expected at most 2, the number of weights",
        () -> new WeightedRandomSampler(new double[] {1, 1}, 3, false, null));
    assertRefused(
        "weights: got [1, 2] float32, expected one dimension",
        () -> new WeightedRandomSampler(Torch.ones(1, 2), 3, true, null));
    assertRefused(
        "batchSize: got 0, expected a positive number",
        () -> new BatchSampler(Sampler.of(1), 0, false));
    assertRefused("rank: got 2, expected 0 to 1", () -> new DistributedSampler(BROKEN, 2, 2));
    assertRefused(
        "numReplicas: got 0, expected a positive number",
        () -> new DistributedSampler(BROKEN, 0, 0));
  }
}
