package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * The base class of the learning rate schedulers. Same as {@code
 * torch.optim.lr_scheduler.LRScheduler}.
 *
 * <p>The constructor sets the learning rates of the optimizer's parameter groups for the first
 * epoch. {@link #step()} is called after each epoch, or after each batch, depending on the
 * scheduler, and always after the optimizer's step. A user-defined scheduler extends {@link
 * FormulaScheduler}. A scheduler may be used by one thread at a time.
 */
public abstract sealed class LRScheduler
    permits FormulaScheduler, SequentialLR, ChainedScheduler, ReduceLROnPlateau {
  private final Optimizer<?> optimizer;
  private List<Double> lastLr = List.of();
  private int lastEpoch;
  private boolean nested;
  // Entries of a loaded state dict that this scheduler does not have.
  private final Map<String, Object> unknownEntries = new LinkedHashMap<>();

  LRScheduler(Optimizer<?> optimizer, int lastEpoch) {
    this.optimizer = Require.nonNull(optimizer, "optimizer", "an optimizer");
    this.lastEpoch = lastEpoch;
  }

  /** The optimizer whose learning rates this scheduler sets. */
  public final Optimizer<?> optimizer() {
    return optimizer;
  }

  /** The index of the last epoch, starting with 0. Same as {@code last_epoch}. */
  public final int lastEpoch() {
    return lastEpoch;
  }

  final void setLastEpoch(int epoch) {
    lastEpoch = epoch;
  }

  /**
   * Sets the learning rates of the next epoch. Same as {@code step()}. They are not checked and may
   * be negative.
   *
   * @throws IllegalStateException if a parameter group has been added for which this scheduler has
   *     no values (schedulers that only change the current learning rates support it), or the
   *     formula divides by 0; nothing is changed then
   */
  public abstract void step();

  /**
   * The last computed learning rates, one for each parameter group. Same as {@code get_last_lr()}.
   */
  public final List<Double> getLastLr() {
    return lastLr;
  }

  final void setLastLr(List<Double> lrs) {
    lastLr = lrs;
  }

  /** The current learning rates of the parameter groups. */
  protected final List<Double> currentLrs() {
    var lrs = new ArrayList<Double>();
    for (ParamGroup<?> group : optimizer.paramGroups()) {
      lrs.add(group.lr());
    }
    return List.copyOf(lrs);
  }

  /**
   * The state of the scheduler, under Python's names. Same as {@code state_dict()}: functions are
   * not saved, and the learning rates of the parameter groups are part of the optimizer's state
   * dict.
   *
   * @return a new map of {@code Long}, {@code Double}, {@code Boolean}, {@code String}, lists and
   *     maps of them, and null
   */
  public final Map<String, Object> stateDict() {
    var state = new SchedulerState();
    save(state);
    // Python's SequentialLR and ChainedScheduler have these only inside a SequentialLR.
    if (nested) {
      state.put("_step_count", 0);
      state.put("_is_initial", false);
    }
    Map<String, Object> map = state.toMap();
    unknownEntries.forEach(map::putIfAbsent);
    return map;
  }

  /**
   * Loads the state of the scheduler. Same as {@code load_state_dict(state)}: values that are not
   * in the map stay as they are, and unknown entries are kept and saved again.
   *
   * @throws IllegalArgumentException if a value has the wrong type; nothing is changed then
   */
  public final void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "a state dict");
    Map<String, Object> before = stateDict();
    try {
      load(new SchedulerState(state));
    } catch (RuntimeException e) {
      load(new SchedulerState(before));
      throw e;
    }
    state.forEach(
        (name, value) -> {
          if (!before.containsKey(name) || unknownEntries.containsKey(name)) {
            unknownEntries.put(name, value);
          }
        });
  }

  /**
   * Saves the fields of this scheduler. An override must call the overridden method, after its own
   * fields.
   */
  protected void save(SchedulerState state) {
    state.put("last_epoch", lastEpoch);
    state.put("_last_lr", lastLr);
  }

  /** Loads the fields of this scheduler. An override must call the overridden method. */
  protected void load(SchedulerState state) {
    lastEpoch = state.getInt("last_epoch", lastEpoch);
    lastLr = state.getDoubles("_last_lr", lastLr);
  }

  /** Undoes the initial step. Same as {@code SequentialLR.recursive_undo}. */
  void undo() {
    lastEpoch--;
  }

  /** Performs the initial step, when this scheduler is the first one of a {@link SequentialLR}. */
  void initialStep() {
    nested = true;
    step();
  }

  /**
   * Restarts at epoch 0, from the initial learning rates. Same as {@code step(0)}.
   *
   * @throws UnsupportedOperationException if this scheduler does not support it
   */
  void restart() {
    throw new UnsupportedOperationException(
        "schedulers: got a "
            + getClass().getSimpleName()
            + " after a milestone, expected a scheduler that can restart at epoch 0; this"
            + " one can only be the first");
  }
}
