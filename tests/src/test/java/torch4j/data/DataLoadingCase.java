package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import torch4j.DType;
import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;

/** One line of tests/python/data_loading.py. */
final class DataLoadingCase {
  private static final long GENERATOR_SEED = 100;
  private static final long STREAM = 23;
  private static final long MORE_EACH_WORKER = 11;

  private final JsonNode expected;
  private final String kind;
  private final int n;
  private final Generator generator = new Generator();
  private final boolean own;

  DataLoadingCase(JsonNode expected) {
    this.expected = expected;
    kind = expected.get("kind").asText();
    n = expected.path("n").asInt();
    own = expected.path("own").asBoolean();
    long seed = expected.get("seed").asLong();
    generator.manualSeed(seed + GENERATOR_SEED);
    Torch.manualSeed(seed);
  }

  void check() {
    assertEquals(expected.get("indices").toString(), indices().toString().replace(" ", ""));
    if (expected.has("after")) {
      assertEquals(expected.get("after").toString(), next(null), "the default generator");
    }
    if (expected.has("generator")) {
      assertEquals(expected.get("generator").toString(), next(generator), "the own generator");
    }
  }

  private static String next(Generator generator) {
    try (var scope = Torch.scope()) {
      Tensor drawn = Torch.randint(1L << 40, new long[] {2}, generator);
      return drawn.toList().toString().replace(" ", "");
    }
  }

  private Generator given() {
    return own ? generator : null;
  }

  private Dataset<Long> data() {
    return Dataset.of(n, index -> index);
  }

  private List<?> indices() {
    return switch (kind) {
      case "batch" -> batches();
      case "distributed" -> distributed();
      case "fractions" ->
          split(Subset.randomSplit(data(), Golden.doubles(expected.get("fractions"))));
      case "lengths" -> split(Subset.randomSplit(data(), new long[] {n - 5, 0, 5}, given()));
      case "loader" -> loader();
      case "stream" -> stream();
      case "resumed" -> resumed();
      default -> List.of(list(sampler().iterator()), list(sampler().iterator()));
    };
  }

  private static List<Long> list(Iterator<Long> indices) {
    List<Long> list = new ArrayList<>();
    indices.forEachRemaining(list::add);
    return list;
  }

  private static List<Long> list(long[] indices) {
    return LongStream.of(indices).boxed().toList();
  }

  private static List<List<Long>> split(List<Subset<Long>> parts) {
    return parts.stream().map(part -> list(part.indices())).toList();
  }

  private Sampler sampler() {
    long seed = expected.get("seed").asLong();
    double[] weights = IntStream.range(0, n).mapToDouble(i -> (i * 7L + seed) % 5 + 0.5).toArray();
    return switch (kind) {
      case "sequential" -> new SequentialSampler(data());
      case "random" -> new RandomSampler(data(), false, null, given());
      case "replacement" -> new RandomSampler(data(), true, n + 33L, given());
      case "more" -> new RandomSampler(data(), false, 2L * n + 3, given());
      case "subset" ->
          new SubsetRandomSampler(
              LongStream.range(0, n).map(index -> 3 * index + 1).toArray(), given());
      case "weighted" -> new WeightedRandomSampler(weights, n + 5, true, given());
      case "weighted without" -> new WeightedRandomSampler(weights, n, false, given());
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private List<?> batches() {
    var sampler =
        new BatchSampler(
            new RandomSampler(data()),
            expected.get("size").asInt(),
            expected.get("dropLast").asBoolean());
    assertEquals(expected.get("length").asLong(), sampler.size());
    List<List<Long>> found = new ArrayList<>();
    sampler.forEach(batch -> found.add(list(batch)));
    return found;
  }

  private List<?> distributed() {
    var options =
        DistributedSampler.options()
            .shuffle(expected.get("shuffle").asBoolean())
            .seed(expected.get("seed").asLong())
            .dropLast(expected.get("dropLast").asBoolean());
    var sampler =
        new DistributedSampler(
            data(), expected.get("replicas").asLong(), expected.get("rank").asLong(), options);
    assertEquals(expected.get("length").asLong(), sampler.size());
    List<List<Long>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      sampler.setEpoch(epoch);
      epochs.add(list(sampler.indices()));
    }
    return epochs;
  }

  private record Drawn(long index, double draw) {}

  private static Drawn draw(long index) {
    Tensor drawn = Torch.rand(new long[0], WorkerInfo.currentGenerator(), DType.float64);
    return new Drawn(index, drawn.itemDouble());
  }

  private List<?> loader() {
    int workers = expected.get("workers").asInt();
    var options =
        DataLoader.options()
            .batchSize(expected.get("size").asInt())
            .shuffle(true)
            .dropLast(expected.get("dropLast").asBoolean())
            .numWorkers(workers)
            .persistentWorkers(expected.get("persistent").asBoolean())
            .generator(given());
    var loader =
        new DataLoader<>(Dataset.of(n, DataLoadingCase::draw), Collate.<Drawn>toBatch(), options);
    assertEquals(expected.get("length").asLong(), loader.size());
    List<List<Object>> epochs = new ArrayList<>();
    List<List<Object>> draws = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      epochs.add(new ArrayList<>());
      draws.add(new ArrayList<>());
      for (Batch batch : loader) {
        epochs.get(epoch).add(batch.get("index").toList());
        draws.get(epoch).add(batch.get("draw").toList());
      }
    }
    assertEquals(expected.get("draws").toString(), draws.toString().replace(" ", ""));
    return epochs;
  }

  private static Iterator<Tensor> share() {
    WorkerInfo worker = WorkerInfo.current();
    int id = worker == null ? 0 : worker.id();
    int step = worker == null ? 1 : worker.numWorkers();
    return LongStream.range(0, STREAM + MORE_EACH_WORKER * id)
        .filter(i -> i >= id && (i - id) % step == 0)
        .mapToObj(Torch::tensor)
        .iterator();
  }

  private List<?> stream() {
    IterableDataset<Tensor> dataset = DataLoadingCase::share;
    var options =
        DataLoader.options()
            .batchSize(4)
            .numWorkers(expected.get("workers").asInt())
            .dropLast(expected.get("dropLast").asBoolean());
    var loader = new DataLoader<>(dataset, options);
    List<List<Object>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      epochs.add(new ArrayList<>());
      for (Tensor batch : loader) {
        epochs.get(epoch).add(batch.toList());
      }
    }
    return epochs;
  }

  // A new process has nothing of the first two epochs but the generator's state.
  private List<?> resumed() {
    var state = new byte[expected.get("state").size()];
    for (int i = 0; i < state.length; i++) {
      state[i] = (byte) expected.get("state").get(i).asInt();
    }
    Torch.manualSeed(-1);
    Torch.setRngState(Torch.tensor(state));
    var options = DataLoader.options().batchSize(8).shuffle(true);
    List<Object> epoch = new ArrayList<>();
    for (Batch batch :
        new DataLoader<>(Dataset.of(50, index -> index), Collate.<Long>toBatch(), options)) {
      epoch.add(batch.data().toList());
    }
    return epoch;
  }
}
