package torch4j.optim.lr;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * Lowers the learning rates when a metric has stopped getting better. Same as {@code
 * torch.optim.lr_scheduler.ReduceLROnPlateau}.
 */
public final class ReduceLROnPlateau extends LRScheduler {
  /** Whether less is better: Python's {@code mode}. */
  public enum Mode {
    /** Less is better, as of a loss: {@code "min"}. */
    MIN,
    /** More is better, as of an accuracy: {@code "max"}. */
    MAX;

    /** As Python names it: min, max. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private double worst() {
      return this == MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
  }

  /** How the threshold is meant: Python's {@code threshold_mode}. */
  public enum ThresholdMode {
    /** As a part of the best metric: {@code "rel"}. */
    REL,
    /** As a difference: {@code "abs"}. */
    ABS;

    /** As Python names it: rel, abs. */
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

  /** PyTorch's defaults: a tenth after 10 epochs in which the metric did not fall. */
  public static ReduceLROnPlateauOptions options() {
    return ReduceLROnPlateauOptions.DEFAULT;
  }

  /** A schedule with PyTorch's defaults. */
  public ReduceLROnPlateau(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A schedule with all options.
   *
   * @throws IllegalArgumentException if the list of lowest learning rates does not fit the groups
   */
  public ReduceLROnPlateau(Optimizer<?> optimizer, ReduceLROnPlateauOptions options) {
    super(optimizer, 0);
    factor = Objects.requireNonNull(options, "options").factor();
    minLrs = FormulaScheduler.perGroup("minLr", options.minLr(), optimizer);
    defaultMinLr = options.minLr().size() == 1 ? options.minLr().get(0) : null;
    patience = options.patience();
    cooldown = options.cooldown();
    eps = options.eps();
    mode = options.mode();
    threshold = options.threshold();
    thresholdMode = options.thresholdMode();
    best = mode.worst();
    setLastLr(currentLrs());
  }

  /**
   * Does nothing but throw: this schedule needs the metric.
   *
   * @throws IllegalStateException always
   */
  @Override
  public void step() {
    throw new IllegalStateException(
        "metrics: got none, expected the value that is watched; call step(metric)");
  }

  /**
   * Looks at an epoch's metric and lowers the learning rates if it is time. Same as {@code step}.
   *
   * @throws IllegalStateException if it is time, each group has a lowest learning rate of its own,
   *     and a group has been added since; nothing has been changed then
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
                + " groups, expected one for each; make a new ReduceLROnPlateau after"
                + " addParamGroup, or one with the same minLr for all");
      }
      minLrs = List.copyOf(Collections.nCopies(groups, defaultMinLr));
    }
    for (int i = 0; i < minLrs.size(); i++) {
      ParamGroup<?> group = optimizer().paramGroups().get(i);
      double lowered = Math.max(group.lr() * factor, minLrs.get(i));
      if (group.lr() - lowered > eps) {
        group.lr(lowered);
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
    state.put("mode_worse", mode.worst());
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
    factor = state.real("factor", factor);
    if (state.has("default_min_lr")) {
      defaultMinLr = state.get("default_min_lr") == null ? null : state.real("default_min_lr", 0);
    }
    minLrs = state.reals("min_lrs", minLrs);
    patience = state.whole("patience", patience);
    cooldown = state.whole("cooldown", cooldown);
    eps = state.real("eps", eps);
    mode = state.choice("mode", mode);
    threshold = state.real("threshold", threshold);
    thresholdMode = state.choice("threshold_mode", thresholdMode);
    best = state.real("best", best);
    cooldownCounter = state.whole("cooldown_counter", cooldownCounter);
    numBadEpochs = state.whole("num_bad_epochs", numBadEpochs);
  }
}
