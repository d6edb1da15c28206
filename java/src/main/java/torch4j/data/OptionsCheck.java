package torch4j.data;

/** Which options of a loader go together, as in Python. */
final class OptionsCheck {
  private OptionsCheck() {}

  static void require(DataLoaderOptions options, boolean iterable) {
    refuse(
        options.numWorkers() == 0 && options.prefetchFactor() != null,
        "prefetchFactor: got " + options.prefetchFactor() + " with numWorkers 0, expected workers");
    refuse(
        options.numWorkers() == 0 && options.persistentWorkers(),
        "persistentWorkers: got true with numWorkers 0, expected workers");
    refuse(
        options.numWorkers() == 0 && !options.timeout().isZero(),
        "timeout: got " + options.timeout() + " with numWorkers 0, expected workers");
    if (iterable) {
      String rule = " with an iterable dataset, expected none: its order is its own";
      refuse(options.shuffle(), "shuffle: got true with an iterable dataset, expected false");
      refuse(options.sampler() != null, "sampler: got " + options.sampler() + rule);
      refuse(options.batchSampler() != null, "batchSampler: got " + options.batchSampler() + rule);
    }
    refuse(
        options.sampler() != null && options.shuffle(),
        "sampler: got " + options.sampler() + " with shuffle, expected one of them");
    if (options.batchSampler() != null) {
      Integer batchSize = options.batchSize();
      boolean isDefault = batchSize != null && batchSize == 1;
      String rule = ", expected one of them";
      refuse(!isDefault, "batchSampler: got one with batchSize " + batchSize + rule);
      refuse(options.shuffle(), "batchSampler: got one with shuffle" + rule);
      refuse(options.sampler() != null, "batchSampler: got one with a sampler" + rule);
      refuse(options.dropLast(), "batchSampler: got one with dropLast" + rule);
    }
    refuse(
        options.batchSize() == null && options.dropLast(),
        "dropLast: got true with batchSize null, expected a batch size");
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The class of a dataset, if it has a name that the next start has too, and its size. */
  static String name(Object dataset) {
    Class<?> type = dataset.getClass();
    String name = type.isHidden() || type.isAnonymousClass() ? "a dataset" : type.getSimpleName();
    try {
      long size =
          dataset instanceof Dataset<?> map ? map.size() : ((IterableDataset<?>) dataset).size();
      return name + " of " + size + " samples";
    } catch (UnsupportedOperationException e) {
      return name;
    }
  }
}
