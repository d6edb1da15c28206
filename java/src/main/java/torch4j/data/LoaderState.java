package torch4j.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Generator;
import torch4j.Tensor;

/**
 * The state of a loader, as it is saved.
 *
 * @param dataset the dataset's class and size
 * @param sampler the sampler's class and numbers
 * @param baseSeed the seed of the workers
 * @param yielded the number of batches that the consumer has had
 * @param ended whether the epoch is over, or none has begun
 * @param rngState the default generator when the sampler began; null if it has not
 * @param samplerGenerator the sampler's generator then, or now if the sampler has not begun or is
 *     at its end; null without one
 * @param generator the loader's generator now; null without one
 * @param samplerEpoch the epoch of a DistributedSampler
 * @param workerStates the workers' generators; null for one that has not drawn
 */
record LoaderState(
    String dataset,
    String sampler,
    long baseSeed,
    long yielded,
    boolean ended,
    GeneratorState rngState,
    GeneratorState samplerGenerator,
    GeneratorState generator,
    long samplerEpoch,
    List<GeneratorState> workerStates) {
  private static final long VERSION = 1;

  /**
   * The state of a loader.
   *
   * @param progress that of its last iterator; null without one
   */
  static LoaderState of(
      String dataset, String sampler, Progress progress, Generator ofSampler, Generator ofLoader) {
    boolean ended = progress == null || progress.ended();
    boolean begun = !ended && progress.rngState() != null;
    return new LoaderState(
        dataset,
        sampler,
        progress == null ? 0 : progress.baseSeed(),
        progress == null ? 0 : progress.yielded(),
        ended,
        begun ? progress.rngState() : null,
        begun ? progress.samplerGenerator() : now(ofSampler),
        now(ofLoader),
        progress == null ? 0 : progress.samplerEpoch(),
        progress == null ? List.of() : progress.workerStates());
  }

  private static GeneratorState now(Generator generator) {
    return generator == null ? null : GeneratorState.of(generator);
  }

  /** Sets the generators, if they are there and were saved. */
  void restore(Generator ofSampler, Generator ofLoader) {
    restore(ofLoader, generator);
    restore(ofSampler, samplerGenerator);
  }

  private static void restore(Generator generator, GeneratorState state) {
    if (generator != null && state != null) {
      state.restore(generator);
    }
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", VERSION);
    map.put("dataset", dataset);
    map.put("sampler", sampler);
    map.put("base_seed", baseSeed);
    map.put("num_yielded", yielded);
    map.put("ended", ended);
    map.put("rng_state", tensor(rngState));
    map.put("sampler_generator_state", tensor(samplerGenerator));
    map.put("generator_state", tensor(generator));
    map.put("sampler_epoch", samplerEpoch);
    map.put("num_workers", (long) workerStates.size());
    for (int i = 0; i < workerStates.size(); i++) {
      map.put("worker_rng_state." + i, tensor(workerStates.get(i)));
    }
    return map;
  }

  private static Tensor tensor(GeneratorState state) {
    return state == null ? null : state.tensor();
  }

  /**
   * @throws IllegalArgumentException if the map is no state
   */
  static LoaderState of(Map<String, Object> map) {
    if (number(map, "version") != VERSION) {
      throw new IllegalArgumentException(
          "state: version: got " + number(map, "version") + ", expected " + VERSION);
    }
    long numWorkers = number(map, "num_workers");
    List<GeneratorState> workers = new ArrayList<>();
    for (long i = 0; i < numWorkers; i++) {
      workers.add(saved(map, "worker_rng_state." + i));
    }
    return new LoaderState(
        required(map, "dataset", String.class),
        required(map, "sampler", String.class),
        number(map, "base_seed"),
        number(map, "num_yielded"),
        required(map, "ended", Boolean.class),
        saved(map, "rng_state"),
        saved(map, "sampler_generator_state"),
        saved(map, "generator_state"),
        number(map, "sampler_epoch"),
        workers);
  }

  private static long number(Map<String, Object> map, String key) {
    long number = required(map, key, Number.class).longValue();
    if (number < 0 && !key.equals("sampler_epoch")) {
      throw new IllegalArgumentException("state: " + key + ": got " + number + ", expected >= 0");
    }
    return number;
  }

  private static GeneratorState saved(Map<String, Object> map, String key) {
    return map.get(key) == null ? null : GeneratorState.of(required(map, key, Tensor.class));
  }

  private static <T> T required(Map<String, Object> map, String key, Class<T> type) {
    Object value = map.get(key);
    if (!type.isInstance(value)) {
      String got = value == null ? "none" : "a " + value.getClass().getSimpleName();
      throw new IllegalArgumentException(
          "state: " + key + ": got " + got + ", expected a state of DataLoader.stateDict()");
    }
    return type.cast(value);
  }

  /**
   * Checks that it is a state of this dataset and sampler.
   *
   * @throws IllegalArgumentException if not
   */
  void requireOf(String otherDataset, String otherSampler) {
    requireSame("dataset", dataset, otherDataset);
    requireSame("sampler", sampler, otherSampler);
  }

  private static void requireSame(String what, String got, String expected) {
    if (!got.equals(expected)) {
      throw new IllegalArgumentException(
          "state: " + what + ": got that of " + got + ", expected that of " + expected);
    }
  }
}
