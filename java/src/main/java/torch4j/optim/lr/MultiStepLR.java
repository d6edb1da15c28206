package torch4j.optim.lr;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;
import torch4j.serialization.Counter;

/**
 * A scheduler that decays the learning rates by gamma at each of the given epochs, the milestones.
 * Same as {@code torch.optim.lr_scheduler.MultiStepLR}: as in Python, the milestones may be in any
 * order, and one that occurs twice decays twice.
 */
public final class MultiStepLR extends FormulaScheduler {
  /**
   * Options of {@code MultiStepLR}, with PyTorch's defaults.
   *
   * @param gamma the multiplicative factor of learning rate decay
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(double gamma, int lastEpoch) implements MultiStepLROptionsWithers {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if lastEpoch is less than -1
     */
    public Options {
      requireLastEpoch(lastEpoch);
    }
  }

  // The milestones and how often each occurs.
  private SortedMap<Long, Long> milestones = new TreeMap<>();
  private double gamma;

  /** PyTorch's defaults: gamma 0.1. */
  public static Options options() {
    return new Options(0.1, -1);
  }

  /** A scheduler with PyTorch's defaults. */
  public MultiStepLR(Optimizer<?> optimizer, List<Integer> milestones) {
    this(optimizer, milestones, options());
  }

  /**
   * A scheduler with all options.
   *
   * @param milestones the indices of the epochs at which the learning rates decay
   * @throws IllegalArgumentException if a parameter group has no initial learning rate to resume
   *     from
   */
  public MultiStepLR(Optimizer<?> optimizer, List<Integer> milestones, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
    Require.noNulls(milestones, "milestones", "an epoch")
        .forEach(milestone -> this.milestones.merge(milestone.longValue(), 1L, Long::sum));
    this.gamma = options.gamma;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    Long times = milestones.get((long) lastEpoch());
    if (times == null) {
      return currentLrs();
    }
    double factor = Math.pow(gamma, times.doubleValue());
    return fromCurrent(lr -> lr * factor);
  }

  @Override
  protected List<Double> closedFormLr() {
    long passed =
        milestones.headMap(lastEpoch() + 1L).values().stream().mapToLong(Long::longValue).sum();
    return fromBase(lr -> lr * Math.pow(gamma, (double) passed));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("milestones", new Counter<>(milestones));
    state.put("gamma", gamma);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    milestones = loadedMilestones(state);
    gamma = state.getDouble("gamma", gamma);
  }

  private SortedMap<Long, Long> loadedMilestones(SchedulerState state) {
    if (!state.has("milestones")) {
      return milestones;
    }
    if (!(state.get("milestones") instanceof Map<?, ?> map)) {
      throw SchedulerState.unexpected(
          "milestones", state.get("milestones"), "a map of epochs to counts");
    }
    SortedMap<Long, Long> loaded = new TreeMap<>();
    map.forEach(
        (epoch, times) ->
            loaded.put(
                (long) SchedulerState.toInt("milestones", epoch),
                (long) SchedulerState.toInt("milestones", times)));
    return loaded;
  }
}
