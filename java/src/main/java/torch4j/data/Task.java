package torch4j.data;

/** A batch that a worker is to load. Its fields that change are guarded by the pool's lock. */
final class Task<B> {
  final int worker;
  final int epoch;
  final long[] indices;
  private Outcome<B> outcome;
  private boolean dropped;

  Task(int worker, int epoch, long[] indices) {
    this.worker = worker;
    this.epoch = epoch;
    this.indices = indices;
  }

  /**
   * How it went.
   *
   * @param loaded the batch; null after a failure, or at the end of an iterable dataset
   * @param failure what was thrown; null if nothing was
   * @param generatorState the worker's generator afterwards; null if it has not drawn
   */
  record Outcome<B>(Loaded<B> loaded, Throwable failure, GeneratorState generatorState) {
    boolean isEnd() {
      return loaded == null && failure == null;
    }
  }

  Outcome<B> outcome() {
    return outcome;
  }

  /** Sets the outcome, or frees it if nobody wants it. */
  void finish(Outcome<B> finished) {
    if (!dropped) {
      outcome = finished;
    } else if (finished.loaded() != null) {
      finished.loaded().free();
    }
  }

  /** Frees the outcome, now or when it is there. */
  void drop() {
    dropped = true;
    if (outcome != null && outcome.loaded() != null) {
      outcome.loaded().free();
    }
    outcome = null;
  }
}
