package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * A scheduler that calls a list of schedulers one after another; the milestones are the epochs at
 * which the next one takes over. Same as {@code torch.optim.lr_scheduler.SequentialLR}.
 */
public final class SequentialLR extends LRScheduler {
  private final Schedulers schedulers;
  private List<Integer> milestones;

  /**
   * A scheduler that starts a new schedule.
   *
   * @param schedulers the schedulers, in the order in which they are called
   * @param milestones the epochs at which the second and each later scheduler takes over
   * @throws IllegalArgumentException if there are no schedulers, one is a {@link ReduceLROnPlateau}
   *     or has another optimizer, or the number of milestones is not one less than that of
   *     schedulers
   */
  public SequentialLR(
      Optimizer<?> optimizer, List<? extends LRScheduler> schedulers, List<Integer> milestones) {
    this(optimizer, schedulers, milestones, -1);
  }

  /**
   * A scheduler that resumes after an epoch.
   *
   * @param schedulers the schedulers, in the order in which they are called
   * @param milestones the epochs at which the second and each later scheduler takes over
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   * @throws IllegalArgumentException if there are no schedulers, one is a {@link ReduceLROnPlateau}
   *     or has another optimizer, the number of milestones is not one less than that of schedulers,
   *     or lastEpoch is less than -1
   */
  public SequentialLR(
      Optimizer<?> optimizer,
      List<? extends LRScheduler> schedulers,
      List<Integer> milestones,
      int lastEpoch) {
    super(optimizer, FormulaScheduler.requireLastEpoch(lastEpoch) + 1);
    this.milestones = List.copyOf(Require.noNulls(milestones, "milestones", "an epoch"));
    this.schedulers = Schedulers.of(schedulers, optimizer);
    if (milestones.size() != schedulers.size() - 1) {
      throw new IllegalArgumentException(
          "milestones: got "
              + milestones.size()
              + " for "
              + schedulers.size()
              + " schedulers, expected "
              + (schedulers.size() - 1));
    }
    for (ParamGroup<?> group : optimizer.paramGroups()) {
      group.lr(group.initialLr().orElse(group.lr()));
    }
    this.schedulers.undo();
    LRScheduler first = this.schedulers.list().get(bisectRight(0));
    first.initialStep();
    setLastLr(first.getLastLr());
  }

  @Override
  public void step() {
    int epoch = lastEpoch() + 1;
    int index = bisectRight(epoch);
    LRScheduler scheduler = schedulers.list().get(index);
    if (index > 0 && milestones.get(index - 1).intValue() == epoch) {
      scheduler.restart();
    } else {
      scheduler.step();
    }
    setLastEpoch(epoch);
    setLastLr(scheduler.getLastLr());
  }

  // The number of milestones up to this epoch, as Python's bisect_right counts them.
  private int bisectRight(int epoch) {
    int low = 0;
    int high = milestones.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (epoch < milestones.get(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  void undo() {
    schedulers.undo();
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("_milestones", milestones.stream().map(Integer::longValue).toList());
    super.save(state);
    schedulers.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    milestones = state.getInts("_milestones", milestones);
    schedulers.load(state);
  }
}
