package torch4j.training;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import torch4j.Device;
import torch4j.data.Batch;
import torch4j.data.DataLoader;

/** What a trainer has to know of loaders and batches. */
final class Batches {
  private Batches() {}

  /** How many batches a loader has, where that is known. */
  static OptionalLong count(Iterable<?> loader) {
    if (loader instanceof DataLoader known) {
      return OptionalLong.of(known.size());
    }
    return loader instanceof Collection<?> list
        ? OptionalLong.of(list.size())
        : OptionalLong.empty();
  }

  /** A batch on this device; batches of other classes than {@link Batch} stay where they are. */
  static <B> B to(Device device, B batch) {
    return batch;
  }

  /** Tells the loader's sampler the epoch, which some shuffle by. */
  static void setEpoch(Iterable<?> loader, int epoch) {}

  /** Frees what an iterator holds beyond its batches, such as worker threads. */
  static void close(Iterator<?> batches) {}

  /** Where a loader is; empty for one that cannot say. */
  static Map<String, Object> stateDict(Iterable<?> loader) {
    return Map.of();
  }

  /**
   * Sets where a loader is, for its next iterator.
   *
   * @return whether it can
   */
  static boolean loadStateDict(Iterable<?> loader, Map<String, Object> state) {
    return false;
  }
}
