package torch4j.training.callbacks;

import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.Snapshot;
import torch4j.nn.Module;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Stops training when a value has not improved for a while, and gives the model its best weights
 * back. NaN is never best, and counts as no improvement.
 *
 * <pre>{@code
 * Trainer.options().callbacks(new EarlyStopping("val_loss"));     // with a trainer
 *
 * var stopping = new EarlyStopping(EarlyStopping.options().patience(10));     // by hand
 * for (int epoch = 0; epoch < epochs; epoch++) {
 *   double valLoss = trainAndValidate();
 *   if (stopping.call(valLoss, model)) {
 *     break;
 *   }
 * }
 * }</pre>
 */
public final class EarlyStopping implements Callback {
  private final String monitor;
  private final EarlyStoppingOptions options;
  private double best = Double.NaN;
  private long counter;
  private long bestEpoch = -1;
  private boolean stopped;
  private Map<String, Tensor> bestWeights;

  /** The defaults: patience 7, no minimal improvement, best weights restored, smaller is better. */
  public static EarlyStoppingOptions options() {
    return new EarlyStoppingOptions(7, 0, true, Mode.MIN);
  }

  /** For a loop by hand, with the defaults. */
  public EarlyStopping() {
    this(options());
  }

  /** For a loop by hand. */
  public EarlyStopping(EarlyStoppingOptions options) {
    this("val_loss", options);
  }

  /** For a trainer, by a value of each validation such as {@code val_loss}, with the defaults. */
  public EarlyStopping(String monitor) {
    this(monitor, options());
  }

  /** For a trainer, by a value of each epoch or validation. */
  public EarlyStopping(String monitor, EarlyStoppingOptions options) {
    this.monitor = Require.nonNull(monitor, "monitor", "the name of a value");
    this.options = Require.nonNull(options, "options", "EarlyStopping.options()");
  }

  /**
   * Looks at the value of an epoch, and keeps a copy of the model's weights if it is the best so
   * far.
   *
   * @return whether training should stop; the model has its best weights then, if the options say
   *     so
   */
  public boolean call(double value, Module model) {
    Require.nonNull(model, "model", "a module");
    observe(value, model, -1);
    if (stopped) {
      restore(model);
    }
    return stopped;
  }

  private void observe(double value, Module model, long epoch) {
    if (options.mode().isBetter(value, best, options.minDelta())) {
      best = value;
      bestEpoch = epoch;
      counter = 0;
      if (options.restoreBestWeights()) {
        Snapshot.free(bestWeights);
        bestWeights = Snapshot.of(model.stateDict());
      }
    } else {
      counter++;
      stopped = counter >= options.patience();
    }
  }

  private void restore(Module model) {
    if (bestWeights != null) {
      model.loadStateDict(bestWeights);
    }
  }

  /** The best value so far; NaN if there is none. */
  public double best() {
    return best;
  }

  /** The epoch of the best value, from 0; -1 if there is none, or the loop is by hand. */
  public long bestEpoch() {
    return bestEpoch;
  }

  /** How many values there have been since the best one. */
  public long counter() {
    return counter;
  }

  /** Whether it has stopped the training. */
  public boolean stopped() {
    return stopped;
  }

  /** A run that was stopped, and is resumed, stays stopped. */
  @Override
  public void onFitStart(TrainingContext context) {
    stopIfDue(context);
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    if (!context.requireNew(monitor)) {
      return; // no validation in this epoch
    }
    observe(context.value(monitor), context.model(), context.epoch());
    stopIfDue(context);
  }

  private void stopIfDue(TrainingContext context) {
    if (stopped) {
      context.stop(
          "EarlyStopping: "
              + monitor
              + " has not improved on "
              + best
              + " for "
              + counter
              + (counter == 1 ? " time" : " times"));
    }
  }

  @Override
  public void onFitEnd(TrainingContext context) {
    if (!context.interrupted()) { // a run that will be resumed goes on with the weights it has
      restore(context.model());
    }
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("best", best);
    state.put("best_epoch", bestEpoch);
    state.put("counter", counter);
    state.put("best_weights", bestWeights);
    return state;
  }

  @Override
  @SuppressWarnings("unchecked") // what stateDict() wrote
  public void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "what stateDict() returned");
    best = (Double) state.get("best");
    bestEpoch = (Long) state.get("best_epoch");
    counter = (Long) state.get("counter");
    Snapshot.free(bestWeights);
    bestWeights = Snapshot.of((Map<String, Tensor>) state.get("best_weights"));
    stopped = counter >= Math.max(1, options.patience());
  }
}
