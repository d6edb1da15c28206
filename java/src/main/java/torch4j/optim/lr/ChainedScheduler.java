package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Chains a list of schedulers: each step calls {@code step()} of all of them in order, each of
 * which changes the learning rates left by the one before. Same as {@code
 * torch.optim.lr_scheduler.ChainedScheduler}. It does not count epochs itself.
 */
public final class ChainedScheduler extends LRScheduler {
  private final Schedulers schedulers;

  /**
   * A chain of these schedulers, in order.
   *
   * @throws IllegalArgumentException if the list is empty, or a scheduler is a {@link
   *     ReduceLROnPlateau} or has another optimizer than the first
   */
  public ChainedScheduler(List<? extends LRScheduler> schedulers) {
    this(schedulers, Schedulers.requireNonEmpty(schedulers).get(0).optimizer());
  }

  /**
   * A chain of these schedulers, in order.
   *
   * @throws IllegalArgumentException if the list is empty, or a scheduler is a {@link
   *     ReduceLROnPlateau} or has another optimizer
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
    setLastLr(state.getDoubles("_last_lr", getLastLr()));
  }
}
