package torch4j.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import torch4j.Generator;

/**
 * The batches of indices of one epoch. It notes the state of the generators when the sampler
 * begins, so that its draws can be repeated.
 */
final class EpochIndices implements Iterator<long[]> {
  private final Iterator<long[]> batches;
  private final IndexSource source;
  private final Progress progress;
  private boolean begun;

  private EpochIndices(
      Iterator<long[]> batches, IndexSource source, Progress progress, boolean begun) {
    this.batches = batches;
    this.source = source;
    this.progress = progress;
    this.begun = begun;
  }

  /** Those of an epoch that begins, from the source's iterator. */
  static EpochIndices begin(Iterator<long[]> batches, IndexSource source, Progress progress) {
    return new EpochIndices(batches, source, progress, false);
  }

  /**
   * Those that are left of an epoch: the sampler draws again what it has drawn, which leaves the
   * default generator elsewhere.
   */
  static EpochIndices resume(IndexSource source, Progress progress) {
    if (progress.rngState() == null) {
      return begin(source.iterator(), source, progress);
    }
    progress.rngState().restore(null);
    var indices = new EpochIndices(source.iterator(), source, progress, true);
    boolean more = indices.hasNext(); // has the sampler draw, also if nothing is skipped
    for (long left = progress.skippedBySampler(); more && left > 0; left--) {
      indices.next();
      more = left == 1 || indices.hasNext();
    }
    return indices;
  }

  @Override
  public boolean hasNext() {
    if (!begun) {
      begun = true;
      Generator generator = source.generator();
      progress.begins(
          Draws.state(), generator == null ? null : GeneratorState.of(generator), source.epoch());
    }
    return batches.hasNext();
  }

  @Override
  public long[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "indices: got none after the last, expected a call to hasNext() before");
    }
    return batches.next();
  }
}
