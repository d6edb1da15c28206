package torch4j.optim.lr;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * A scheduler that reduces the learning rates when a metric has stopped improving. Same as {@code
 * torch.optim.lr_scheduler.ReduceLROnPlateau}.
 */
public final class ReduceLROnPlateau extends LRScheduler {
  /** Whether the metric is to be minimized or maximized: Python's {@code mode}. */
  public enum Mode {
    /**
     * Reduces the learning rates when the metric has stopped decreasing, such as a loss: {@code
     * "min"}.
     */
    MIN,
    /**
     * Reduces the learning rates when the metric has stopped increasing, such as an accuracy:
     * {@code "max"}.
     */
    MAX;

    /** Python's name: min or max. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private double worse() {
      return this == MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
  }

  /** How the threshold is applied: Python's {@code threshold_mode}. */
  public enum ThresholdMode {
    /** Relative to the best metric: {@code "rel"}. */
    REL,
    /** As an absolute difference from the best metric: {@code "abs"}. */
    ABS;

    /** Python's name: rel or abs. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private double factor;
  private Double defaultMinLr;
  private List<Double> minLrs;
  private int patience;
  private int cooldown;
  private double eps;
  private Mode mode;
  private double threshold;
  private ThresholdMode thresholdMode;
  private double best;
  private int cooldownCounter;
  private int numBadEpochs;

  /**
   * PyTorch's defaults: multiplies the learning rates by 0.1 after more than 10 epochs in which the
   * metric has not decreased.
   */
  public static ReduceLROnPlateauOptions options() {
    return ReduceLROnPlateauOptions.DEFAULT;
  }

  /** A scheduler with PyTorch's defaults. */
  public ReduceLROnPlateau(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A scheduler with all options.
   *
   * @throws IllegalArgumentException if {@code minLr} has neither one element nor one per parameter
   *     group
   */
  public ReduceLROnPlateau(Optimizer<?> optimizer, ReduceLROnPlateauOptions options) {
    super(optimizer, 0);
    factor = Require.nonNull(options, "options", "options").factor();
    minLrs = FormulaScheduler.perGroup("minLr", options.minLr(), optimizer);
    defaultMinLr = options.minLr().size() == 1 ? options.minLr().get(0) : null;
    patience = options.patience();
    cooldown = options.cooldown();
    eps = options.eps();
    mode = options.mode();
    threshold = options.threshold();
    thresholdMode = options.thresholdMode();
    best = mode.worse();
    setLastLr(currentLrs());
  }

  /**
   * Not supported: a step requires the metric.
   *
   * @throws IllegalStateException always
   */
  @Override
  public void step() {
    throw new IllegalStateException(
        "metric: got none, expected the value of this epoch; call step(metric)");
  }

  /**
   * Updates the scheduler with the metric of an epoch, and reduces the learning rates after more
   * than {@code patience} epochs without improvement. Same as {@code step(metrics)}.
   *
   * @throws IllegalStateException if the learning rates are to be reduced, but a parameter group
   *     has been added and {@code minLr} was given for each group; nothing is changed then
   */
  public void step(double metric) {
    boolean better = isBetter(metric);
    boolean cooling = cooldownCounter > 0;
    int bad = better || cooling ? 0 : numBadEpochs + 1;
    boolean reduces = bad > patience;
    if (reduces) {
      reduce();
    }
    best = better ? metric : best;
    if (cooling) {
      cooldownCounter--;
    }
    if (reduces) {
      cooldownCounter = cooldown;
    }
    numBadEpochs = reduces ? 0 : bad;
    setLastEpoch(lastEpoch() + 1);
    setLastLr(currentLrs());
  }

  private boolean isBetter(double metric) {
    boolean relative = thresholdMode == ThresholdMode.REL;
    return switch (mode) {
      case MIN -> metric < (relative ? best * (1.0 - threshold) : best - threshold);
      case MAX -> metric > (relative ? best * (threshold + 1.0) : best + threshold);
    };
  }

  private void reduce() {
    int groups = optimizer().paramGroups().size();
    if (minLrs.size() != groups) {
      if (defaultMinLr == null) {
        throw new IllegalStateException(
            "minLr: got "
                + minLrs.size()
                + " values for "
                + groups
                + " groups, expected one for each; create a new ReduceLROnPlateau after"
                + " addParamGroup, or use the same minLr for all groups");
      }
      minLrs = List.copyOf(Collections.nCopies(groups, defaultMinLr));
    }
    for (int i = 0; i < minLrs.size(); i++) {
      ParamGroup<?> group = optimizer().paramGroups().get(i);
      double reduced = Math.max(group.lr() * factor, minLrs.get(i));
      if (group.lr() - reduced > eps) {
        group.lr(reduced);
      }
    }
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("factor", factor);
    state.put("default_min_lr", defaultMinLr);
    state.put("min_lrs", minLrs);
    state.put("patience", patience);
    state.put("cooldown", cooldown);
    state.put("eps", eps);
    super.save(state);
    state.put("mode_worse", mode.worse());
    state.put("mode", mode.toString());
    state.put("threshold", threshold);
    state.put("threshold_mode", thresholdMode.toString());
    state.put("best", best);
    state.put("cooldown_counter", cooldownCounter);
    state.put("num_bad_epochs", numBadEpochs);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    factor = state.getDouble("factor", factor);
    if (state.has("default_min_lr")) {
      defaultMinLr =
          state.get("default_min_lr") == null ? null : state.getDouble("default_min_lr", 0);
    }
    minLrs = state.getDoubles("min_lrs", minLrs);
    patience = state.getInt("patience", patience);
    cooldown = state.getInt("cooldown", cooldown);
    eps = state.getDouble("eps", eps);
    mode = state.getEnum("mode", mode);
    threshold = state.getDouble("threshold", threshold);
    thresholdMode = state.getEnum("threshold_mode", thresholdMode);
    best = state.getDouble("best", best);
    cooldownCounter = state.getInt("cooldown_counter", cooldownCounter);
    numBadEpochs = state.getInt("num_bad_epochs", numBadEpochs);
  }
}
