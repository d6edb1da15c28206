package torch4j.training.callbacks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import torch4j.internal.Require;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Measures how fast training is: {@code samples_per_second} and {@code train_seconds} of each
 * epoch, its validation left out, and the series {@code samples_per_second} with a point for each
 * second or so. The first batch after the start of {@code fit} is left out, in which memory is
 * allocated and code is compiled; an epoch of that batch alone has no value.
 *
 * <p>It does not synchronize. On a device the points of the series are of work handed over, the
 * values of epochs of work done, but for what the device still has in hand at the end.
 */
public final class Throughput implements Callback {
  private static final String NAME = "samples_per_second";
  private static final long WINDOW_NANOS = 1_000_000_000;

  private final LongSupplier clock;
  private boolean warm;
  private long since;
  private long samples;
  private long nanos;
  private long windowSamples;
  private long windowNanos;

  /** A measurement of the time. */
  public Throughput() {
    this(System::nanoTime);
  }

  /** For tests. */
  Throughput(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public void onFitStart(TrainingContext context) {
    warm = false;
  }

  @Override
  public void onEpochStart(TrainingContext context) {
    since = clock.getAsLong();
  }

  /** A validation's time is left out. */
  @Override
  public void onValidationEnd(TrainingContext context) {
    since = clock.getAsLong();
  }

  @Override
  public void onBatchEnd(TrainingContext context) {
    long now = clock.getAsLong();
    long took = now - since;
    since = now;
    if (!warm) {
      warm = true;
      return;
    }
    long size = context.result().samples();
    samples += size;
    nanos += took;
    context.log(NAME, samples / (nanos / 1e9));
    context.log("train_seconds", nanos / 1e9);
    windowSamples += size;
    windowNanos += took;
    if (windowNanos >= WINDOW_NANOS) {
      context.history().add(NAME, context.step(), windowSamples / (windowNanos / 1e9));
      windowSamples = 0;
      windowNanos = 0;
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    samples = 0;
    nanos = 0;
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("samples", samples);
    state.put("nanos", nanos);
    state.put("window_samples", windowSamples);
    state.put("window_nanos", windowNanos);
    return state;
  }

  @Override
  public void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "what stateDict() returned");
    samples = (Long) state.get("samples");
    nanos = (Long) state.get("nanos");
    windowSamples = (Long) state.get("window_samples");
    windowNanos = (Long) state.get("window_nanos");
  }
}
