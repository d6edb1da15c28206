package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import torch4j.optim.Optimizer;

/**
 * Lets the learning rates rise and fall between two bounds, a step being a batch. Same as {@code
 * torch.optim.lr_scheduler.CyclicLR}. The momentum, or beta1, goes the other way.
 */
public final class CyclicLR extends FormulaScheduler {
  /** How the cycles shrink: Python's {@code mode}. */
  public enum Mode {
    /** Not at all: {@code "triangular"}. */
    TRIANGULAR,
    /** By half each: {@code "triangular2"}. */
    TRIANGULAR2,
    /** By gamma with each step: {@code "exp_range"}. */
    EXP_RANGE;

    /** As Python names it: triangular, triangular2, exp_range. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the function that the cycles shrink by takes: Python's {@code scale_mode}. */
  public enum ScaleMode {
    /** The cycle's number, from 1 on: {@code "cycle"}. */
    CYCLE,
    /** The step's number: {@code "iterations"}. */
    ITERATIONS;

    /** As Python names it: cycle, iterations. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final DoubleUnaryOperator scaleFn;
  private List<Double> maxLrs;
  private double totalSize;
  private double stepRatio;
  private Mode mode;
  private double gamma;
  private ScaleMode scaleMode;
  private boolean cycleMomentum;
  private List<Double> baseMomentums = List.of();
  private List<Double> maxMomentums = List.of();
  private List<Double> momenta = List.of(); // of the next step

  /** PyTorch's defaults: 2000 steps up and as many down, with a momentum from 0.9 to 0.8. */
  public static CyclicLROptions options() {
    return CyclicLROptions.DEFAULT;
  }

  /**
   * A schedule with PyTorch's defaults, and the same bounds for all groups.
   *
   * @throws IllegalArgumentException if the optimizer has neither momentum nor beta1
   */
  public CyclicLR(Optimizer<?> optimizer, double baseLr, double maxLr) {
    this(optimizer, baseLr, maxLr, options());
  }

  /**
   * A schedule with all options, and the same bounds for all groups.
   *
   * @throws IllegalArgumentException if a momentum shall cycle and the optimizer has neither
   *     momentum nor beta1, a list of the options does not fit the groups, or a group has no
   *     initial learning rate to go on with
   */
  public CyclicLR(Optimizer<?> optimizer, double baseLr, double maxLr, CyclicLROptions options) {
    this(optimizer, List.of(baseLr), List.of(maxLr), options);
  }

  /**
   * A schedule with all options, and bounds for each group.
   *
   * @throws IllegalArgumentException if a list does not fit the groups, a momentum shall cycle and
   *     the optimizer has neither momentum nor beta1, or a group has no initial learning rate to go
   *     on with
   */
  public CyclicLR(
      Optimizer<?> optimizer, List<Double> baseLr, List<Double> maxLr, CyclicLROptions options) {
    super(withLrs(optimizer, perGroup("baseLr", baseLr, optimizer), options), options.lastEpoch());
    maxLrs = perGroup("maxLr", maxLr, optimizer);
    Integer down = options.stepSizeDown();
    totalSize = (double) options.stepSizeUp() + (down == null ? options.stepSizeUp() : down);
    stepRatio = options.stepSizeUp() / totalSize;
    mode = options.mode();
    gamma = options.gamma();
    scaleFn = options.scaleFn();
    scaleMode = scaleFn == null ? scaleModeOf(mode) : options.scaleMode();
    cycleMomentum = options.cycleMomentum();
    if (cycleMomentum) {
      baseMomentums = perGroup("baseMomentum", options.baseMomentum(), optimizer);
      maxMomentums = perGroup("maxMomentum", options.maxMomentum(), optimizer);
      MomentumCycle.begin(optimizer, baseMomentums, maxMomentums, options.lastEpoch());
    }
    initialStep();
    setBaseLrs(perGroup("baseLr", baseLr, optimizer));
  }

  private static Optimizer<?> withLrs(
      Optimizer<?> optimizer, List<Double> lrs, CyclicLROptions options) {
    if (Objects.requireNonNull(options, "options").cycleMomentum()) {
      MomentumCycle.requireMomentum(optimizer);
    }
    for (int i = 0; i < lrs.size() && options.lastEpoch() == -1; i++) {
      optimizer.paramGroups().get(i).lr(lrs.get(i));
    }
    return optimizer;
  }

  private static ScaleMode scaleModeOf(Mode mode) {
    return mode == Mode.EXP_RANGE ? ScaleMode.ITERATIONS : ScaleMode.CYCLE;
  }

  private double scale(double x) {
    if (scaleFn != null) {
      return scaleFn.applyAsDouble(x);
    }
    return switch (mode) {
      case TRIANGULAR -> 1;
      case TRIANGULAR2 -> 1 / Math.pow(2, x - 1);
      case EXP_RANGE -> Math.pow(gamma, x);
    };
  }

  @Override
  protected List<Double> getLr() {
    double cycle = Math.floor(1 + lastEpoch() / totalSize);
    double x = 1.0 + lastEpoch() / totalSize - cycle;
    double height = x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1);
    double scale = scale(scaleMode == ScaleMode.CYCLE ? cycle : lastEpoch());
    requireForEachGroup(baseLrs());
    var lrs = new ArrayList<Double>();
    for (int i = 0; i < requireForEachGroup(maxLrs).size(); i++) {
      double baseLr = baseLrs().get(i);
      lrs.add(baseLr + (maxLrs.get(i) - baseLr) * height * scale);
    }
    momenta = cycleMomentum ? momentaAt(height * scale) : List.of();
    return lrs;
  }

  private List<Double> momentaAt(double height) {
    var all = new ArrayList<Double>();
    for (int i = 0; i < maxMomentums.size(); i++) {
      double highest = maxMomentums.get(i);
      all.add(highest - (highest - baseMomentums.get(i)) * height);
    }
    return requireForEachGroup(all);
  }

  @Override
  void applyMomenta() {
    MomentumCycle.apply(optimizer(), momenta);
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("max_lrs", maxLrs);
    state.put("total_size", totalSize);
    state.put("step_ratio", stepRatio);
    state.put("mode", mode.toString());
    state.put("gamma", gamma);
    state.put("scale_mode", scaleMode.toString());
    state.put("cycle_momentum", cycleMomentum);
    if (cycleMomentum) {
      state.put("use_beta1", MomentumCycle.usesBeta1(optimizer()));
      state.put("base_momentums", baseMomentums);
      state.put("max_momentums", maxMomentums);
    }
    super.save(state);
    state.put("_scale_fn_custom", null);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    maxLrs = state.reals("max_lrs", maxLrs);
    totalSize = state.real("total_size", totalSize);
    stepRatio = state.real("step_ratio", stepRatio);
    mode = state.choice("mode", mode);
    gamma = state.real("gamma", gamma);
    scaleMode = scaleFn == null ? scaleModeOf(mode) : state.choice("scale_mode", scaleMode);
    cycleMomentum = state.flag("cycle_momentum", cycleMomentum);
    baseMomentums = state.reals("base_momentums", baseMomentums);
    maxMomentums = state.reals("max_momentums", maxMomentums);
  }
}
