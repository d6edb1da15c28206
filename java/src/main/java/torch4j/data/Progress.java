package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far an epoch has come: what a loader's state is made of. The loader and its iterator share
 * it, so that the loader need not hold the iterator.
 */
final class Progress {
  private final boolean iterable;
  private final long skippedBySampler;
  private final GeneratorState[] workerStates;
  private final long baseSeed;
  private GeneratorState rngState;
  private GeneratorState samplerGenerator;
  private long samplerEpoch;
  private long yielded;
  private boolean ended;

  /** Of an epoch that begins. */
  Progress(boolean iterable, int numWorkers, long baseSeed) {
    this.iterable = iterable;
    this.baseSeed = baseSeed;
    workerStates = new GeneratorState[numWorkers];
    skippedBySampler = 0;
  }

  /** Of an epoch that goes on. */
  Progress(boolean iterable, int numWorkers, LoaderState from) {
    this.iterable = iterable;
    baseSeed = from.baseSeed();
    rngState = from.rngState();
    samplerGenerator = from.samplerGenerator();
    samplerEpoch = from.samplerEpoch();
    yielded = from.yielded();
    skippedBySampler = iterable ? 0 : yielded;
    workerStates = new GeneratorState[numWorkers];
    if (!iterable && from.workerStates().size() == numWorkers) {
      from.workerStates().toArray(workerStates);
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
  void begins(GeneratorState ofDefault, GeneratorState ofSampler, long epoch) {
    rngState = ofDefault;
    samplerGenerator = ofSampler;
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

  void generatorState(int worker, GeneratorState state) {
    workerStates[worker] = state;
  }

  /** The states of the workers' generators; null for one that has not drawn. */
  List<GeneratorState> workerStates() {
    return new ArrayList<>(Arrays.asList(workerStates));
  }

  GeneratorState rngState() {
    return rngState;
  }

  GeneratorState samplerGenerator() {
    return samplerGenerator;
  }

  long samplerEpoch() {
    return samplerEpoch;
  }
}
