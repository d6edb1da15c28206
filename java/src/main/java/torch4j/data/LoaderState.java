package torch4j.data;

import java.util.LinkedHashMap;
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
 * @param generatorState the sampler's generator then, or now if the epoch is over; null without one
 * @param samplerEpoch the epoch of a DistributedSampler
 * @param workerStates the workers' generators; null for one that has not drawn
 */
record LoaderState(
    String dataset,
    String sampler,
    long baseSeed,
    long yielded,
    boolean ended,
    byte[] rngState,
    byte[] generatorState,
    long samplerEpoch,
    byte[][] workerStates) {
  private static final long VERSION = 1;

  /**
   * @param generator the sampler's; null without one
   */
  static LoaderState of(String dataset, String sampler, Progress progress, Generator generator) {
    byte[] now = generator == null ? null : GeneratorState.of(generator);
    return progress == null
        ? new LoaderState(dataset, sampler, 0, 0, true, null, now, 0, new byte[0][])
        : new LoaderState(
            dataset,
            sampler,
            progress.baseSeed(),
            progress.yielded(),
            progress.ended(),
            progress.rngState(),
            progress.ended() ? now : progress.generatorState(),
            progress.samplerEpoch(),
            progress.workerStates());
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
    map.put("generator_state", tensor(generatorState));
    map.put("sampler_epoch", samplerEpoch);
    map.put("num_workers", (long) workerStates.length);
    for (int i = 0; i < workerStates.length; i++) {
      map.put("worker_rng_state." + i, tensor(workerStates[i]));
    }
    return map;
  }

  private static Tensor tensor(byte[] state) {
    return state == null ? null : GeneratorState.tensor(state);
  }

  /**
   * @throws IllegalArgumentException if the map is no state
   */
  static LoaderState of(Map<String, Object> map) {
    if (number(map, "version") != VERSION) {
      throw new IllegalArgumentException(
          "state: version: got " + number(map, "version") + ", expected " + VERSION);
    }
    var workers = new byte[Math.toIntExact(number(map, "num_workers"))][];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = bytes(map, "worker_rng_state." + i);
    }
    return new LoaderState(
        required(map, "dataset", String.class),
        required(map, "sampler", String.class),
        number(map, "base_seed"),
        number(map, "num_yielded"),
        required(map, "ended", Boolean.class),
        bytes(map, "rng_state"),
        bytes(map, "generator_state"),
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

  private static byte[] bytes(Map<String, Object> map, String key) {
    return map.get(key) == null ? null : required(map, key, Tensor.class).toByteArray();
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
