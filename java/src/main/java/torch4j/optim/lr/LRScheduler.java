package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * The base of the learning-rate schedules. Same as {@code torch.optim.lr_scheduler.LRScheduler}.
 *
 * <p>Making a schedule sets the learning rates of its optimizer's groups for the first epoch; after
 * that {@link #step()} is called after each epoch, or each batch, and after the optimizer's own
 * step. A schedule of one's own extends {@link FormulaScheduler}. A schedule may be used by one
 * thread at a time.
 */
public abstract sealed class LRScheduler
    permits FormulaScheduler, SequentialLR, ChainedScheduler, ReduceLROnPlateau {
  private final Optimizer<?> optimizer;
  private List<Double> lastLr = List.of();
  private int lastEpoch;
  private boolean begunAgain;
  private final Map<String, Object> others = new LinkedHashMap<>(); // that only Python has

  LRScheduler(Optimizer<?> optimizer, int lastEpoch) {
    this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
    this.lastEpoch = lastEpoch;
  }

  /** The optimizer whose learning rates this schedule sets. */
  public final Optimizer<?> optimizer() {
    return optimizer;
  }

  /** The number of the epoch, from 0 on. Same as {@code last_epoch}. */
  public final int lastEpoch() {
    return lastEpoch;
  }

  final void setLastEpoch(int epoch) {
    lastEpoch = epoch;
  }

  /**
   * Sets the next epoch's learning rates. Same as {@code step()}. They may be any numbers, negative
   * ones too.
   *
   * @throws IllegalStateException if a group has been added that this schedule has no numbers for
   *     (schedules that only change the learning rates that groups have take it in), or a formula
   *     divides by 0; nothing has been changed then
   */
  public abstract void step();

  /** The learning rates that were set last, one for each group. Same as {@code get_last_lr()}. */
  public final List<Double> getLastLr() {
    return lastLr;
  }

  final void setLastLr(List<Double> lrs) {
    lastLr = lrs;
  }

  /** The learning rates that the groups have now. */
  protected final List<Double> currentLrs() {
    var lrs = new ArrayList<Double>();
    for (ParamGroup<?> group : optimizer.paramGroups()) {
      lrs.add(group.lr());
    }
    return List.copyOf(lrs);
  }

  /**
   * All that this schedule needs to go on later, by Python's names. Same as {@code state_dict()}:
   * functions are left out, and the learning rates are the optimizer's.
   *
   * @return a new map of {@code Long}, {@code Double}, {@code Boolean}, {@code String}, lists and
   *     maps of them, and null
   */
  public final Map<String, Object> stateDict() {
    var state = new SchedulerState();
    save(state);
    if (begunAgain) { // Python's schedules of schedules have these only when inside another one
      state.put("_step_count", 0);
      state.put("_is_initial", false);
    }
    Map<String, Object> map = state.toMap();
    others.forEach(map::putIfAbsent);
    return map;
  }

  /**
   * Goes on where another schedule was. Same as {@code load_state_dict(state)}: what is not in the
   * map stays as it is, and what this schedule does not have is kept to be saved again.
   *
   * @throws IllegalArgumentException if a value is of the wrong kind; nothing has been changed then
   */
  public final void loadStateDict(Map<String, Object> state) {
    Objects.requireNonNull(state, "state");
    Map<String, Object> before = stateDict();
    try {
      load(new SchedulerState(state));
    } catch (RuntimeException e) {
      load(new SchedulerState(before));
      throw e;
    }
    state.forEach(
        (name, value) -> {
          if (!before.containsKey(name) || others.containsKey(name)) {
            others.put(name, value);
          }
        });
  }

  /** Puts what must be kept into a state. An override also calls this one, last. */
  protected void save(SchedulerState state) {
    state.put("last_epoch", lastEpoch);
    state.put("_last_lr", lastLr);
  }

  /** Takes what was kept from a state. An override also calls this one. */
  protected void load(SchedulerState state) {
    lastEpoch = state.whole("last_epoch", lastEpoch);
    lastLr = state.reals("_last_lr", lastLr);
  }

  /** Takes back the step that making a schedule did. */
  void undo() {
    lastEpoch--;
  }

  /** The first step, which a schedule that this one is a part of begins again with. */
  void initialStep() {
    begunAgain = true;
    step();
  }

  /**
   * Starts at epoch 0, from the initial learning rates.
   *
   * @throws UnsupportedOperationException if this schedule has no formula of its own
   */
  void restart() {
    throw new UnsupportedOperationException(
        "schedulers: got a "
            + getClass().getSimpleName()
            + " after a milestone, expected one with a formula of its own; such a one can only"
            + " come first");
  }
}
