package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;

/** Datasets of other datasets, of Java's collections, and of streams. */
final class DatasetsTest {
  private static Dataset<Tensor> numbers(long from, long to) {
    return Dataset.of(to - from, index -> Torch.tensor(from + index));
  }

  private static List<Object> lists(Iterable<Tensor> batches) {
    List<Object> lists = new ArrayList<>();
    batches.forEach(batch -> lists.add(batch.toList()));
    return lists;
  }

  private static void assertRefused(String message, Runnable made) {
    assertEquals(message, assertThrows(RuntimeException.class, made::run).getMessage());
  }

  @Test
  void concat_isOneAfterTheOther() {
    var both = new ConcatDataset<>(List.of(numbers(0, 3), numbers(10, 10), numbers(20, 22)));
    assertEquals(5, both.size());
    assertArrayEquals(new long[] {3, 3, 5}, both.cumulativeSizes());
    assertEquals(
        List.of(List.of(0L, 1L, 2L, 20L, 21L)),
        lists(new DataLoader<>(both, DataLoader.options().batchSize(5))));
    assertEquals(21, both.get(-1).itemLong());
    assertEquals(0, both.get(-5).itemLong());
    assertRefused("index: got -6, expected -5 to 4", () -> both.get(-6));
    assertRefused(
        "datasets: got none, expected at least one", () -> new ConcatDataset<>(List.of()));
  }

  @Test
  void stack_hasOneOfEach() {
    var stacked = new StackDataset(numbers(0, 3), Dataset.of(List.of("a", "b", "c")));
    for (Batch batch : new DataLoader<>(stacked, DataLoader.options().batchSize(3))) {
      assertEquals(List.of(0L, 1L, 2L), batch.data().toList());
      assertEquals(List.of("a", "b", "c"), batch.strings(1));
    }
    Map<String, Dataset<?>> named = new LinkedHashMap<>();
    named.put("x", numbers(0, 2));
    named.put("y", new TensorDataset(Torch.ones(2)));
    Batch sample = new StackDataset(named).get(1);
    assertEquals(List.of("x", "y"), sample.names());
    assertEquals(1, sample.nested("y").data().itemLong());
    assertRefused(
        "datasets: got sizes 2 and 3, expected one size",
        () -> new StackDataset(numbers(0, 2), numbers(0, 3)));
  }

  @Test
  void chain_isOneStreamAfterTheOther() {
    IterableDataset<Tensor> list = IterableDataset.of(List.of(Torch.tensor(1L)));
    IterableDataset<Tensor> stream =
        IterableDataset.of(() -> LongStream.range(5, 7).mapToObj(Torch::tensor));
    var chain = new ChainDataset<>(List.of(list, stream, list));
    assertEquals(
        List.of(List.of(1L, 5L), List.of(6L, 1L)),
        lists(new DataLoader<>(chain, DataLoader.options().batchSize(2))));
    assertRefused("size: got an iterable dataset, expected one that knows its size", chain::size);
  }

  @Test
  void subset_ofTensors_takesTheBulkPath() {
    var all = new TensorDataset(Torch.arange(10L));
    var odd = new Subset<>(new Subset<>(all, 1, 3, 5, 7), 3, 0);
    assertEquals(List.of(7L, 1L), odd.getBatch(0, 1).data().toList());
    assertEquals(7, odd.get(0).data().itemLong());
    assertRefused("index: got 2, expected 0 to 1", () -> odd.get(2));
  }

  @Test
  void fractions_areChecked() {
    assertEquals(
        List.of(4L, 3L),
        Subset.randomSplit(numbers(0, 7), 0.5, 0.5).stream().map(Subset::size).toList());
    assertRefused(
        "fractions: got [0.5, 0.4], expected numbers from 0 to 1 that sum to 1",
        () -> Subset.randomSplit(numbers(0, 7), 0.5, 0.4));
    assertRefused(
        "fractions: got [1.5, -0.5], expected numbers from 0 to 1 that sum to 1",
        () -> Subset.randomSplit(numbers(0, 7), 1.5, -0.5));
  }

  @Test
  void withoutBatchSize_samplesComeByThemselves() {
    var options = DataLoader.options().batchSize(null);
    List<Long> found = new ArrayList<>();
    new DataLoader<>(numbers(3, 5), options).forEach(sample -> found.add(sample.itemLong()));
    IterableDataset<String> strings = IterableDataset.of(() -> Stream.of("a", "b"));
    List<String> words = new ArrayList<>();
    new DataLoader<>(strings, options).forEach(words::add);
    assertEquals(List.of(3L, 4L), found);
    assertEquals(List.of("a", "b"), words);
    assertEquals(2, new DataLoader<>(numbers(3, 5), options).size());
  }

  @Test
  void collateFunction_makesAnyType_onWorkersToo() {
    Collate<String, String> joined = samples -> String.join("", samples);
    for (int workers : new int[] {0, 2}) {
      var loader =
          new DataLoader<>(
              Dataset.of(List.of("a", "b", "c")),
              joined,
              DataLoader.options().batchSize(2).numWorkers(workers));
      List<String> found = new ArrayList<>();
      loader.forEach(found::add);
      assertEquals(List.of("ab", "c"), found);
    }
  }

  @Test
  void workerInfo_isThatOfTheWorker() {
    assertNull(WorkerInfo.current());
    assertNull(WorkerInfo.currentGenerator());
    Torch.manualSeed(0);
    Dataset<Batch> dataset =
        Dataset.of(
            4,
            index -> {
              WorkerInfo worker = WorkerInfo.current();
              return new Batch(
                  List.of((long) worker.id(), (long) worker.numWorkers(), worker.seed()),
                  List.of());
            });
    var loader = new DataLoader<>(dataset, DataLoader.options().batchSize(2).numWorkers(2));
    List<Long> seeds = new ArrayList<>();
    for (Batch batch : loader) {
      assertEquals(List.of(2L, 2L), batch.get(1).toList());
      seeds.add(batch.get(2).toLongArray()[0] - batch.get(0).toLongArray()[0]);
    }
    assertEquals(seeds.get(0), seeds.get(1));
  }

  @Test
  void notInOrder_hasAllBatches() {
    var options = DataLoader.options().batchSize(1).numWorkers(2).inOrder(false);
    List<Long> found = new ArrayList<>();
    new DataLoader<>(numbers(0, 20), options).forEach(batch -> found.add(batch.itemLong()));
    assertEquals(LongStream.range(0, 20).boxed().toList(), found.stream().sorted().toList());
  }

  @Test
  void device_andBatchSampler_andSizes() {
    var options = DataLoader.options().batchSize(2).device("cpu").pinMemory(true).numWorkers(1);
    assertEquals(
        List.of(List.of(0L, 1L), List.of(2L)), lists(new DataLoader<>(numbers(0, 3), options)));
    var batches = DataLoader.options().batchSampler(List.of(new long[] {2, 0}, new long[] {1}));
    var loader = new DataLoader<>(numbers(0, 3), batches);
    assertEquals(2, loader.size());
    assertEquals(List.of(List.of(2L, 0L), List.of(1L)), lists(loader));
  }
}
