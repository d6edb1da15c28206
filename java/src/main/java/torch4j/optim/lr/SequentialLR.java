package torch4j.optim.lr;

import java.util.List;
import java.util.Objects;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * Steps one schedule after another, changing at given epochs. Same as {@code
 * torch.optim.lr_scheduler.SequentialLR}.
 */
public final class SequentialLR extends LRScheduler {
  private final Schedulers schedulers;
  private List<Integer> milestones;

  /**
   * A schedule of these, from the beginning.
   *
   * @param schedulers in order
   * @param milestones the epochs at which the second begins, the third, and so on
   * @throws IllegalArgumentException if there is no schedule, one is a {@link ReduceLROnPlateau} or
   *     belongs to another optimizer, or there is not one milestone less than there are schedules
   */
  public SequentialLR(
      Optimizer<?> optimizer, List<? extends LRScheduler> schedulers, List<Integer> milestones) {
    this(optimizer, schedulers, milestones, -1);
  }

  /**
   * A schedule of these that goes on.
   *
   * @param schedulers in order
   * @param milestones the epochs at which the second begins, the third, and so on
   * @param lastEpoch the epoch to go on after, or -1 to begin
   * @throws IllegalArgumentException if there is no schedule, one is a {@link ReduceLROnPlateau} or
   *     belongs to another optimizer, there is not one milestone less than there are schedules, or
   *     lastEpoch is less than -1
   */
  public SequentialLR(
      Optimizer<?> optimizer,
      List<? extends LRScheduler> schedulers,
      List<Integer> milestones,
      int lastEpoch) {
    super(optimizer, FormulaScheduler.requireLastEpoch(lastEpoch) + 1);
    this.schedulers = Schedulers.of(schedulers, optimizer);
    this.milestones = List.copyOf(Objects.requireNonNull(milestones, "milestones"));
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
    LRScheduler first = this.schedulers.list().get(passed(0));
    first.initialStep();
    setLastLr(first.getLastLr());
  }

  @Override
  public void step() {
    int epoch = lastEpoch() + 1;
    int at = passed(epoch);
    LRScheduler scheduler = schedulers.list().get(at);
    if (at > 0 && milestones.get(at - 1).intValue() == epoch) {
      scheduler.restart();
    } else {
      scheduler.step();
    }
    setLastEpoch(epoch);
    setLastLr(scheduler.getLastLr());
  }

  // How many milestones are behind: Python's bisect_right.
  private int passed(int epoch) {
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
    milestones = state.wholes("_milestones", milestones);
    schedulers.load(state);
  }
}
