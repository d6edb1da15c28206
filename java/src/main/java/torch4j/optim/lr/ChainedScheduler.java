package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Steps several schedules at once; each changes what the one before has made. Same as {@code
 * torch.optim.lr_scheduler.ChainedScheduler}. It counts no epochs of its own.
 */
public final class ChainedScheduler extends LRScheduler {
  private final Schedulers schedulers;

  /**
   * A schedule of these, in order.
   *
   * @throws IllegalArgumentException if there is none, one is a {@link ReduceLROnPlateau}, or one
   *     belongs to another optimizer than the first
   */
  public ChainedScheduler(List<? extends LRScheduler> schedulers) {
    this(schedulers, Schedulers.requireNonEmpty(schedulers).get(0).optimizer());
  }

  /**
   * A schedule of these, in order.
   *
   * @throws IllegalArgumentException if there is none, one is a {@link ReduceLROnPlateau}, or one
   *     belongs to another optimizer
   */
  public ChainedScheduler(List<? extends LRScheduler> schedulers, Optimizer<?> optimizer) {
    super(optimizer, 0);
    this.schedulers = Schedulers.of(schedulers, optimizer);
    setLastLr(currentLrs());
  }

  @Override
  public void step() {
    schedulers.step();
    setLastLr(currentLrs());
  }

  @Override
  void undo() {
    schedulers.undo();
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("_last_lr", getLastLr());
    schedulers.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    schedulers.load(state);
    setLastLr(state.reals("_last_lr", getLastLr()));
  }
}
