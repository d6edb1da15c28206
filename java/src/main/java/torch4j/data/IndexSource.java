package torch4j.data;

import java.util.Collection;
import java.util.Iterator;
import java.util.PrimitiveIterator;
import torch4j.Generator;

/**
 * Where a loader's batches of indices come from: Python's {@code _index_sampler}, with what a
 * loader's state has to know of it.
 *
 * @param batches the batches; null for samples by themselves
 * @param sampler the sampler; null if only the batches are known
 */
record IndexSource(Iterable<long[]> batches, Sampler sampler) implements Iterable<long[]> {
  /** That of a map-style dataset. */
  static IndexSource of(Dataset<?> dataset, DataLoaderOptions options) {
    if (options.batchSampler() instanceof BatchSampler known) {
      return new IndexSource(known, known.sampler());
    }
    if (options.batchSampler() != null) {
      return new IndexSource(options.batchSampler(), null);
    }
    Sampler sampler = options.sampler();
    if (sampler == null) {
      sampler =
          options.shuffle()
              ? new RandomSampler(dataset, false, null, options.generator())
              : new SequentialSampler(dataset);
    }
    return options.batchSize() == null
        ? new IndexSource(null, sampler)
        : new IndexSource(
            new BatchSampler(sampler, options.batchSize(), options.dropLast()), sampler);
  }

  /**
   * That of an iterable dataset: only the number of indices in a batch counts, and it has no end.
   */
  static IndexSource endless(DataLoaderOptions options) {
    var indices = new long[options.batchSize() == null ? 1 : options.batchSize()];
    Iterator<long[]> endless =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public long[] next() {
            return indices;
          }
        };
    return new IndexSource(() -> endless, null);
  }

  @Override
  public Iterator<long[]> iterator() {
    return batches == null ? singles(sampler.iterator()) : batches.iterator();
  }

  private static Iterator<long[]> singles(PrimitiveIterator.OfLong indices) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return indices.hasNext();
      }

      @Override
      public long[] next() {
        return new long[] {indices.nextLong()};
      }
    };
  }

  /** The number of batches. */
  long size() {
    if (batches instanceof BatchSampler known) {
      return known.size();
    }
    if (batches instanceof Collection<?> known) {
      return known.size();
    }
    if (batches == null) {
      return sampler.size();
    }
    throw new UnsupportedOperationException(
        "size: got a batchSampler without one, expected a BatchSampler or a collection");
  }

  /** The generator that the sampler draws from; null for the default one, or none that is known. */
  Generator generator() {
    return sampler instanceof DrawingSampler drawing ? drawing.generator() : null;
  }

  /** The epoch of a DistributedSampler; 0 for others. */
  long epoch() {
    return sampler instanceof DistributedSampler distributed ? distributed.epoch() : 0;
  }

  void epoch(long epoch) {
    if (sampler instanceof DistributedSampler distributed) {
      distributed.setEpoch(epoch);
    }
  }

  /** What a state has to agree with. */
  String description() {
    Object described = batches == null ? sampler : batches;
    return described.getClass().getPackage() == IndexSource.class.getPackage()
            && (sampler == null
                || sampler.getClass().getPackage() == IndexSource.class.getPackage())
        ? described.toString()
        : described.getClass().getSimpleName()
            + (sampler == null ? "" : " of " + sampler.getClass().getSimpleName());
  }
}
