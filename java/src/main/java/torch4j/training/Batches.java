package torch4j.training;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import torch4j.Device;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.DistributedSampler;
import torch4j.data.LoaderIterator;

/** What a trainer has to know of loaders and batches. */
final class Batches {
  private Batches() {}

  /** How many batches a loader has, where that is known. */
  static OptionalLong count(Iterable<?> loader) {
    if (loader instanceof DataLoader<?> known) {
      return count(known);
    }
    return loader instanceof Collection<?> list
        ? OptionalLong.of(list.size())
        : OptionalLong.empty();
  }

  private static OptionalLong count(DataLoader<?> loader) {
    try {
      return OptionalLong.of(loader.size());
    } catch (UnsupportedOperationException e) { // of an iterable dataset
      return OptionalLong.empty();
    }
  }

  /** A batch on this device; batches of other classes than {@link Batch} stay where they are. */
  @SuppressWarnings("unchecked") // a batch for a batch
  static <B> B to(Device device, B batch) {
    return batch instanceof Batch values && !device.type().equals("cpu")
        ? (B) values.to(device)
        : batch;
  }

  /** Tells the loader's sampler the epoch, which some shuffle by. */
  static void setEpoch(Iterable<?> loader, int epoch) {
    if (loader instanceof DataLoader<?> known
        && known.sampler() instanceof DistributedSampler sampler) {
      sampler.setEpoch(epoch);
    }
  }

  /** Frees what an iterator holds beyond its batches, such as worker threads. */
  static void close(Iterator<?> batches) {
    if (batches instanceof LoaderIterator<?> known) {
      known.close();
    }
  }

  /** Where a loader is; empty for one that cannot say. */
  static Map<String, Object> stateDict(Iterable<?> loader) {
    return loader instanceof DataLoader<?> known ? known.stateDict() : Map.of();
  }

  /**
   * Sets where a loader is, for its next iterator.
   *
   * @return whether it can
   */
  static boolean loadStateDict(Iterable<?> loader, Map<String, Object> state) {
    if (loader instanceof DataLoader<?> known && !state.isEmpty()) {
      known.loadStateDict(state);
      return true;
    }
    return false;
  }
}
