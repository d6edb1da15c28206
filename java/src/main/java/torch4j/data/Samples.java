package torch4j.data;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import torch4j.internal.HandOverScope;

/** The samples of a dataset, with their indices in what goes wrong. */
final class Samples {
  private static final int NAMED = 8;

  private Samples() {}

  /** The index itself, if there is a sample of it. */
  static long checked(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "index: got "
              + index
              + (size == 0 ? ", expected none: it is empty" : ", expected 0 to " + (size - 1)));
    }
    return index;
  }

  /**
   * One sample; what it throws is explained. In a loader, what was made on the way to it is freed
   * at once, and its memory is in the cache still when the next sample takes it.
   */
  static <S> S get(Dataset<S> dataset, long index) {
    if (!HandOverScope.isOpen()) {
      return load(dataset, index);
    }
    S sample;
    List<Pointer> taken;
    try (var scope = new HandOverScope()) {
      sample = load(dataset, index);
      TensorTree found = TensorTree.of(sample);
      taken = found.opaque() ? scope.takeAll() : scope.take(found.tensors());
    }
    HandOverScope.handOver(taken);
    return sample;
  }

  private static <S> S load(Dataset<S> dataset, long index) {
    if (Thread.currentThread() instanceof Worker<?> worker) {
      worker.loads(index);
    }
    try {
      return dataset.get(index);
    } catch (DataLoaderException e) { // of a dataset inside this one
      throw e;
    } catch (RuntimeException e) {
      throw failed("dataset[" + index + "]", e);
    }
  }

  /** Several samples collated to one of their own type. */
  static <S> S batch(Dataset<S> dataset, long[] indices) {
    try {
      return Collation.sameType(dataset.getItems(indices));
    } catch (MismatchException e) {
      throw e.of(indices);
    }
  }

  static DataLoaderException failed(String what, Throwable e) {
    return new DataLoaderException(what + ": got " + e + ", expected a sample", e);
  }

  /** {@code dataset[3, 1, 2]}; of many, the first. */
  static String named(long[] indices) {
    String all = Arrays.toString(Arrays.copyOf(indices, Math.min(indices.length, NAMED)));
    return "dataset"
        + (indices.length > NAMED ? all.substring(0, all.length() - 1) + ", ...]" : all);
  }
}
