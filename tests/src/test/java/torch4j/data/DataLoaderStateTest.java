package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.serialization.Serialization;

/** A loader that stops in the middle of an epoch, and goes on elsewhere. */
final class DataLoaderStateTest {
  private static final int SIZE = 50;
  private static final int BATCHES = 7;

  private record Drawn(long index, double draw) {}

  private static final Dataset<Drawn> DATA = Dataset.of(SIZE, DataLoaderStateTest::draw);
  private static final Map<String, Function<Generator, DataLoaderOptions>> ORDERS =
      new LinkedHashMap<>();

  static {
    DataLoaderOptions options = DataLoader.options().batchSize(8);
    ORDERS.put("in order", generator -> options);
    ORDERS.put("shuffled", generator -> options.shuffle(true).generator(generator));
    ORDERS.put(
        "replacement", generator -> options.sampler(new RandomSampler(DATA, true, 50L, generator)));
    ORDERS.put(
        "subset",
        generator ->
            options.sampler(
                new SubsetRandomSampler(LongStream.range(0, SIZE).toArray(), generator)));
    ORDERS.put(
        "weighted",
        generator ->
            options.sampler(
                new WeightedRandomSampler(
                    LongStream.rangeClosed(1, SIZE).asDoubleStream().toArray(),
                    SIZE,
                    true,
                    generator)));
    ORDERS.put(
        "batches",
        generator ->
            DataLoader.options()
                .batchSampler(
                    new BatchSampler(new RandomSampler(DATA, false, null, generator), 8, false)));
  }

  private static Drawn draw(long index) {
    return new Drawn(
        index, Torch.rand(new long[0], WorkerInfo.currentGenerator(), DType.float64).itemDouble());
  }

  private static DataLoader<Batch> loader(DataLoaderOptions options) {
    return new DataLoader<>(DATA, Collate.<Drawn>toBatch(), options);
  }

  private static List<String> texts(Iterator<Batch> batches) {
    List<String> texts = new ArrayList<>();
    batches.forEachRemaining(batch -> texts.add(text(batch)));
    return texts;
  }

  private static String text(Batch batch) {
    return batch.get("index").toList() + " " + batch.get("draw").toList();
  }

  @SuppressWarnings("unchecked") // what was saved
  private static Map<String, Object> saved(Map<String, Object> state) {
    var file = new ByteArrayOutputStream();
    Serialization.save(state, file);
    return (Map<String, Object>) Serialization.load(file.toByteArray());
  }

  @Test
  void everyOrder_goesOnAfterEveryBatch() {
    ORDERS.forEach(
        (name, order) -> {
          for (int workers : new int[] {0, 1, 2}) {
            for (boolean own : new boolean[] {false, true}) {
              for (int stop : new int[] {0, 1, 3, BATCHES}) {
                check(name + " " + workers + " " + own + " " + stop, order, workers, own, stop);
              }
            }
          }
        });
  }

  private static void check(
      String name,
      Function<Generator, DataLoaderOptions> order,
      int workers,
      boolean own,
      int stop) {
    Torch.manualSeed(1);
    var whole = loader(order.apply(own ? generator(2) : null).numWorkers(workers));
    List<String> first = texts(whole.iterator());
    List<String> second = texts(whole.iterator());
    assertEquals(BATCHES, first.size(), name);

    Torch.manualSeed(1);
    var stopped = loader(order.apply(own ? generator(2) : null).numWorkers(workers));
    try (var iterator = stopped.iterator()) {
      for (int i = 0; i < stop; i++) {
        assertEquals(first.get(i), text(iterator.next()), name);
      }
      Map<String, Object> state = saved(stopped.stateDict());
      Tensor random = Torch.getRngState();

      Torch.manualSeed(77);
      var resumed = loader(order.apply(own ? generator(78) : null).numWorkers(workers));
      resumed.loadStateDict(state);
      Torch.setRngState(random);
      assertEquals(first.subList(stop, BATCHES), texts(resumed.iterator()), name);
      assertEquals(second, texts(resumed.iterator()), name + ", the next epoch");
    }
  }

  private static Generator generator(long seed) {
    return new Generator().manualSeed(seed);
  }

  @Test
  void stateOfAnEpochThatIsOver_beginsTheNext() {
    Torch.manualSeed(1);
    var loader = loader(DataLoader.options().batchSize(8).shuffle(true));
    loader.iterator().forEachRemaining(Batch::close);
    Map<String, Object> state = saved(loader.stateDict());
    Tensor random = Torch.getRngState();
    List<String> next = texts(loader.iterator());
    Torch.setRngState(random);
    var resumed = loader(DataLoader.options().batchSize(8).shuffle(true));
    resumed.loadStateDict(state);
    assertEquals(next, texts(resumed.iterator()));
    assertEquals(
        saved(loader.stateDict()).keySet(),
        saved(loader(DataLoader.options()).stateDict()).keySet());
  }

  @Test
  void resumedLoader_canStopAgain() {
    Torch.manualSeed(1);
    var options = DataLoader.options().batchSize(8).shuffle(true).numWorkers(2);
    List<String> all = texts(loader(options).iterator());
    Torch.manualSeed(1);
    List<String> found = new ArrayList<>();
    Map<String, Object> state = null;
    for (int i = 0; i < BATCHES; i++) {
      var loader = loader(options);
      if (state != null) {
        loader.loadStateDict(state);
      }
      try (var iterator = loader.iterator()) {
        found.add(text(iterator.next()));
        state = Torch.keep(saved(loader.stateDict()));
      }
    }
    assertEquals(all, found);
  }

  @Test
  void iterableDataset_skipsWhatWasThere() {
    IterableDataset<Tensor> dataset =
        () -> LongStream.range(0, 20).mapToObj(i -> Torch.rand(1)).iterator();
    for (int workers : new int[] {0, 2}) {
      var options = DataLoader.options().batchSize(3).numWorkers(workers);
      if (workers > 0) {
        dataset = DataLoaderStateTest::drawn;
      }
      Torch.manualSeed(3);
      List<Object> all = lists(new DataLoader<>(dataset, options).iterator());
      Torch.manualSeed(3);
      var stopped = new DataLoader<>(dataset, options);
      try (var iterator = stopped.iterator()) {
        assertEquals(all.get(0), iterator.next().toList());
        assertEquals(all.get(1), iterator.next().toList());
        Map<String, Object> state = saved(stopped.stateDict());
        Tensor random = Torch.getRngState();
        Torch.manualSeed(9);
        var resumed = new DataLoader<>(dataset, options);
        resumed.loadStateDict(state);
        Torch.setRngState(random);
        assertEquals(all.subList(2, all.size()), lists(resumed.iterator()));
      }
    }
  }

  private static Iterator<Tensor> drawn() {
    Generator generator = WorkerInfo.currentGenerator();
    return LongStream.range(0, 20).mapToObj(i -> Torch.rand(new long[] {1}, generator)).iterator();
  }

  private static List<Object> lists(Iterator<Tensor> batches) {
    List<Object> lists = new ArrayList<>();
    batches.forEachRemaining(batch -> lists.add(batch.toList()));
    return lists;
  }

  @Test
  void distributedSampler_hasItsEpochAgain() {
    var sampler = new DistributedSampler(DATA, 2, 1);
    var options = DataLoader.options().batchSize(4).sampler(sampler);
    sampler.setEpoch(5);
    var loader = loader(options);
    var iterator = loader.iterator();
    sampler.setEpoch(6); // read when the first batch is due
    iterator.next();
    Map<String, Object> state = Torch.keep(saved(loader.stateDict()));
    List<Object> rest = indices(iterator);
    sampler.setEpoch(0);
    var resumed = loader(options);
    resumed.loadStateDict(state);
    assertEquals(6, sampler.epoch());
    assertEquals(rest, indices(resumed.iterator()));
  }

  private static List<Object> indices(Iterator<Batch> batches) {
    List<Object> indices = new ArrayList<>();
    batches.forEachRemaining(batch -> indices.add(batch.get("index").toList()));
    return indices;
  }

  private static void assertRefused(String message, DataLoader<?> loader, Map<String, Object> s) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> loader.loadStateDict(s)).getMessage());
  }

  @Test
  void stateOfAnother_isRefused_andChangesNothing() {
    Torch.manualSeed(1);
    var options = DataLoader.options().batchSize(8).shuffle(true);
    var loader = loader(options);
    loader.iterator().next();
    Map<String, Object> state = loader.stateDict();
    String sampler =
        "BatchSampler(RandomSampler(50 samples, replacement false, numSamples 50), batchSize 8,"
            + " dropLast false)";
    var other =
        new DataLoader<>(new TensorDataset(Torch.ones(50)), DataLoader.options().batchSize(8));
    assertRefused(
        "state: dataset: got that of FunctionDataset of 50 samples, expected that of TensorDataset"
            + " of 50 samples",
        other,
        state);
    assertRefused(
        "state: dataset: got that of FunctionDataset of 50 samples, expected that of"
            + " FunctionDataset of 49 samples",
        new DataLoader<>(
            Dataset.of(49, DataLoaderStateTest::draw), Collate.<Drawn>toBatch(), options),
        state);
    assertRefused(
        "state: sampler: got that of "
            + sampler
            + ", expected that of "
            + sampler.replace("batchSize 8", "batchSize 4"),
        loader(options.batchSize(4)),
        state);
    assertRefused(
        "state: sampler: got that of "
            + sampler
            + ", expected that of BatchSampler(SequentialSampler(50 samples), batchSize 8, dropLast"
            + " false)",
        loader(options.shuffle(false)),
        state);
    assertEquals(BATCHES, indices(loader(options).iterator()).size());
    assertFalse((Boolean) loader.stateDict().get("ended"));
  }

  @Test
  void loaderWithoutOrder_hasNoState() {
    var loader = loader(DataLoader.options().inOrder(false).numWorkers(2));
    assertEquals(
        "stateDict: got a loader with inOrder false, expected one whose order can be repeated",
        assertThrows(IllegalStateException.class, loader::stateDict).getMessage());
  }

  @Test
  void brokenState_isRefused() {
    var loader = loader(DataLoader.options());
    Map<String, Object> state = loader.stateDict();
    assertRefused(
        "state: version: got none, expected a state of DataLoader.stateDict()", loader, Map.of());
    for (String key : List.of("dataset", "sampler", "base_seed", "num_yielded", "ended")) {
      Map<String, Object> broken = new LinkedHashMap<>(state);
      broken.put(key, List.of());
      assertEquals(
          "state: " + key + ": got a ListN, expected a state of DataLoader.stateDict()",
          assertThrows(IllegalArgumentException.class, () -> loader.loadStateDict(broken))
              .getMessage());
    }
    Map<String, Object> broken = new LinkedHashMap<>(state);
    broken.put("version", 2L);
    assertRefused("state: version: got 2, expected 1", loader, broken);
    broken.put("version", 1L);
    broken.put("num_yielded", -1L);
    assertRefused("state: num_yielded: got -1, expected >= 0", loader, broken);
  }
}
