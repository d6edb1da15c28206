package torch4j.data;

/**
 * How far an epoch has come: what a loader's state is made of. The loader and its iterator share
 * it, so that the loader need not hold the iterator.
 */
final class Progress {
  private final boolean iterable;
  private final long skippedBySampler;
  private final byte[][] workerStates;
  private final long baseSeed;
  private byte[] rngState;
  private byte[] generatorState;
  private long samplerEpoch;
  private long yielded;
  private boolean ended;

  /** Of an epoch that begins. */
  Progress(boolean iterable, int numWorkers, long baseSeed) {
    this.iterable = iterable;
    this.baseSeed = baseSeed;
    workerStates = new byte[numWorkers][];
    skippedBySampler = 0;
  }

  /** Of an epoch that goes on. */
  Progress(boolean iterable, int numWorkers, LoaderState from) {
    this.iterable = iterable;
    baseSeed = from.baseSeed();
    rngState = from.rngState();
    generatorState = from.generatorState();
    samplerEpoch = from.samplerEpoch();
    yielded = from.yielded();
    skippedBySampler = iterable ? 0 : yielded;
    workerStates = new byte[numWorkers][];
    if (!iterable && from.workerStates().length == numWorkers) {
      System.arraycopy(from.workerStates(), 0, workerStates, 0, numWorkers);
    }
  }

  boolean isIterable() {
    return iterable;
  }

  /** How many batches of indices were drawn and used before this iterator began. */
  long skippedBySampler() {
    return skippedBySampler;
  }

  long baseSeed() {
    return baseSeed;
  }

  /** The states of the generators when the sampler began; null if it has not. */
  void begins(byte[] ofDefault, byte[] ofSampler, long epoch) {
    rngState = ofDefault;
    generatorState = ofSampler;
    samplerEpoch = epoch;
  }

  void yields() {
    yielded++;
  }

  long yielded() {
    return yielded;
  }

  void ends() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  void generatorState(int worker, byte[] state) {
    workerStates[worker] = state;
  }

  byte[][] workerStates() {
    return workerStates.clone();
  }

  byte[] rngState() {
    return rngState;
  }

  byte[] generatorState() {
    return generatorState;
  }

  long samplerEpoch() {
    return samplerEpoch;
  }
}
