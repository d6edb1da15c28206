package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.samples.data.Digits;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

final class DataLoaderTest {
  /** Samples that can only be had one by one. */
  private record Squares(long size) implements Dataset<Batch> {
    @Override
    public Batch get(long index) {
      return Batch.of(
          Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new long[] {index}, 1)),
          Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new long[] {index * index}, 1)));
    }
  }

  @BeforeAll
  static void start() {
    Torch.init();
  }

  private static TensorDataset numbers(int n) {
    return new TensorDataset(Torch.arange((long) n));
  }

  private static List<double[]> batches(DataLoader<Batch> loader) {
    List<double[]> found = new ArrayList<>();
    for (var batch : loader) {
      try (batch) {
        found.add(Tensors.values(batch.data()));
      }
    }
    return found;
  }

  @Test
  void iterator_inOrder_endsWithTheRest() {
    var loader = new DataLoader<>(numbers(5), DataLoader.options().batchSize(2));
    var batches = batches(loader);
    assertEquals(3, loader.size());
    assertEquals(3, batches.size());
    assertArrayEquals(new double[] {0, 1}, batches.get(0));
    assertArrayEquals(new double[] {4}, batches.get(2));
  }

  @Test
  void iterator_dropLast_leavesTheRestOut() {
    var loader = new DataLoader<>(numbers(5), DataLoader.options().batchSize(2).dropLast(true));
    assertEquals(2, loader.size());
    assertEquals(2, batches(loader).size());
    assertEquals(
        0, new DataLoader<>(numbers(1), DataLoader.options().batchSize(2).dropLast(true)).size());
  }

  @Test
  void defaults_arePythons() {
    assertEquals(
        new DataLoaderOptions(
            1,
            false,
            null,
            null,
            0,
            false,
            Duration.ZERO,
            null,
            null,
            false,
            false,
            null,
            true,
            null),
        DataLoader.options());
  }

  @Test
  void iterator_shuffled_hasEachSampleOnceAndAnotherOrderEachTime() {
    Torch.manualSeed(0);
    var loader = new DataLoader<>(numbers(100), DataLoader.options().batchSize(100).shuffle(true));
    double[] first = batches(loader).get(0);
    double[] second = batches(loader).get(0);
    assertFalse(Arrays.equals(first, second));
    Arrays.sort(first);
    for (int i = 0; i < 100; i++) {
      assertEquals(i, first[i]);
    }
  }

  @Test
  void splitAndFirstBatch_arePythons() {
    var golden = Golden.read("quickstart_losses");
    Torch.manualSeed(golden.get("seed").asLong());
    var split = Subset.randomSplit(Digits.load(), 1500, 297);
    assertArrayEquals(
        Golden.longs(golden.get("splitIndices")), Arrays.copyOf(split.get(0).indices(), 10));
    new torch4j.nn.Conv2d(1, 16, 3);
    new torch4j.nn.Conv2d(16, 32, 3);
    new torch4j.nn.Linear(512, 10);
    var loader = new DataLoader<>(split.get(0), DataLoader.options().batchSize(32).shuffle(true));
    double[] labels = Tensors.values(loader.iterator().next().target());
    assertArrayEquals(Golden.doubles(golden.get("firstLabels")), labels);
  }

  @Test
  void getBatch_ofADatasetOfSingles_stacks() {
    var loader = new DataLoader<>(new Squares(3), DataLoader.options().batchSize(2));
    var batch = loader.iterator().next();
    assertArrayEquals(new long[] {2, 1}, batch.data().shape());
    assertArrayEquals(new double[] {0, 1}, Tensors.values(batch.target()));
    assertThrows(IllegalArgumentException.class, () -> new Squares(3).getBatch());
  }

  @Test
  void batch_closed_freesItsTensors() {
    var batch = numbers(4).getBatch(1, 2);
    batch.close();
    batch.close();
    assertTrue(batch.data().unwrap().isNull());
  }

  @Test
  void batch_withoutTarget_saysSo() {
    assertThrows(IndexOutOfBoundsException.class, () -> numbers(4).getBatch(1).target());
  }

  @Test
  void next_afterTheLast_isRefused() {
    var iterator = new DataLoader<>(numbers(1), DataLoader.options()).iterator();
    iterator.next();
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
  }

  @Test
  void emptyDataset_hasNoBatches_andCannotBeShuffled() {
    var empty = new Subset<>(numbers(3));
    assertEquals(0, batches(new DataLoader<>(empty, DataLoader.options())).size());
    assertEquals(
        "numSamples: got 0, expected a positive number",
        assertThrows(
                IllegalArgumentException.class,
                () -> new DataLoader<>(empty, DataLoader.options().shuffle(true)))
            .getMessage());
  }

  @Test
  void tensorDataset_singleSample_isAView() {
    var dataset = new TensorDataset(Torch.ones(3, 2), Torch.zeros(3));
    assertArrayEquals(new long[] {2}, dataset.get(1).get(0).shape());
    assertEquals(
        "index: got 3, expected 0 to 2",
        assertThrows(IndexOutOfBoundsException.class, () -> dataset.get(3)).getMessage());
    assertThrows(IndexOutOfBoundsException.class, () -> dataset.getBatch(0, -1));
  }

  @Test
  void wrongArguments_areRefused() {
    assertEquals(
        "batchSize: got 0, expected >= 1",
        assertThrows(IllegalArgumentException.class, () -> DataLoader.options().batchSize(0))
            .getMessage());
    assertEquals(
        "tensors: got [3] float32 and [2] float32, expected first dimensions of one size",
        assertThrows(
                IllegalArgumentException.class,
                () -> new TensorDataset(Torch.ones(3), Torch.ones(2)))
            .getMessage());
    assertEquals(
        "tensors: got none, expected at least one",
        assertThrows(IllegalArgumentException.class, TensorDataset::new).getMessage());
    assertEquals(
        "lengths: got [1, 1], expected sizes that sum to 3",
        assertThrows(IllegalArgumentException.class, () -> Subset.randomSplit(numbers(3), 1, 1))
            .getMessage());
  }

  @Test
  void dataset_keepsWithTorchKeep_whatItMadeWhileItWasLoaded() {
    var cache = new java.util.concurrent.ConcurrentHashMap<Long, Tensor>();
    Dataset<Tensor> dataset =
        Dataset.of(
            4,
            index ->
                cache
                    .computeIfAbsent(index, made -> Torch.keep(Torch.tensor((double) made).add(1)))
                    .mul(2));
    for (int workers : new int[] {0, 2}) {
      var loader = new DataLoader<>(dataset, DataLoader.options().batchSize(2).numWorkers(workers));
      for (int epoch = 0; epoch < 2; epoch++) {
        List<Object> seen = new ArrayList<>();
        for (Tensor batch : loader) {
          seen.add(batch.toList());
        }
        assertEquals(List.of(List.of(2.0, 4.0), List.of(6.0, 8.0)), seen);
      }
    }
    assertEquals(4, cache.get(3L).itemDouble());
  }
}
