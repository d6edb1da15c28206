package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;

/**
 * A scheduler that cycles the learning rates between two boundaries by the cyclical learning rate
 * policy (CLR); {@code step()} is called after each batch. Same as {@code
 * torch.optim.lr_scheduler.CyclicLR}. Momentum (or beta1) is cycled inversely to the learning rate,
 * unless the options turn that off.
 */
public final class CyclicLR extends FormulaScheduler {
  /** The policy by which the amplitude of the cycles is scaled: Python's {@code mode}. */
  public enum Mode {
    /** No amplitude scaling: {@code "triangular"}. */
    TRIANGULAR,
    /** Halves the amplitude after each cycle: {@code "triangular2"}. */
    TRIANGULAR2,
    /** Scales the amplitude by {@code gamma^iterations}: {@code "exp_range"}. */
    EXP_RANGE;

    /** Python's name: triangular, triangular2 or exp_range. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The argument of the scaling function: Python's {@code scale_mode}. */
  public enum ScaleMode {
    /** The cycle number, starting with 1: {@code "cycle"}. */
    CYCLE,
    /** The number of training iterations since the start: {@code "iterations"}. */
    ITERATIONS;

    /** Python's name: cycle or iterations. */
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
  private List<Double> momentums = List.of(); // that getLr() has computed

  /**
   * PyTorch's defaults: 2000 iterations in each half of a cycle, and a momentum between 0.8 and
   * 0.9.
   */
  public static CyclicLROptions options() {
    return CyclicLROptions.DEFAULT;
  }

  /**
   * A scheduler with PyTorch's defaults, and the same boundaries for all parameter groups.
   *
   * @throws IllegalArgumentException if the optimizer has neither momentum nor beta1
   */
  public CyclicLR(Optimizer<?> optimizer, double baseLr, double maxLr) {
    this(optimizer, baseLr, maxLr, options());
  }

  /**
   * A scheduler with all options, and the same boundaries for all parameter groups.
   *
   * @throws IllegalArgumentException if {@code cycleMomentum} is true and the optimizer has neither
   *     momentum nor beta1, a list of the options has not one element per parameter group, or a
   *     group has no initial learning rate to resume from
   */
  public CyclicLR(Optimizer<?> optimizer, double baseLr, double maxLr, CyclicLROptions options) {
    this(optimizer, List.of(baseLr), List.of(maxLr), options);
  }

  /**
   * A scheduler with all options, and boundaries for each parameter group.
   *
   * @throws IllegalArgumentException if a list has not one element per parameter group, {@code
   *     cycleMomentum} is true and the optimizer has neither momentum nor beta1, or a group has no
   *     initial learning rate to resume from
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
    if (Require.nonNull(options, "options", "options").cycleMomentum()) {
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
    double scaleFactor = x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1);
    double scale = scale(scaleMode == ScaleMode.CYCLE ? cycle : lastEpoch());
    requireForEachGroup(baseLrs());
    var lrs = new ArrayList<Double>();
    for (int i = 0; i < requireForEachGroup(maxLrs).size(); i++) {
      double baseLr = baseLrs().get(i);
      lrs.add(baseLr + (maxLrs.get(i) - baseLr) * scaleFactor * scale);
    }
    momentums = cycleMomentum ? momentumsAt(scaleFactor * scale) : List.of();
    return lrs;
  }

  private List<Double> momentumsAt(double scaleFactor) {
    var all = new ArrayList<Double>();
    for (int i = 0; i < maxMomentums.size(); i++) {
      double highest = maxMomentums.get(i);
      all.add(highest - (highest - baseMomentums.get(i)) * scaleFactor);
    }
    return requireForEachGroup(all);
  }

  @Override
  void applyMomentums() {
    MomentumCycle.apply(optimizer(), momentums);
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
    maxLrs = state.getDoubles("max_lrs", maxLrs);
    totalSize = state.getDouble("total_size", totalSize);
    stepRatio = state.getDouble("step_ratio", stepRatio);
    mode = state.getEnum("mode", mode);
    gamma = state.getDouble("gamma", gamma);
    scaleMode = scaleFn == null ? scaleModeOf(mode) : state.getEnum("scale_mode", scaleMode);
    cycleMomentum = state.getBoolean("cycle_momentum", cycleMomentum);
    baseMomentums = state.getDoubles("base_momentums", baseMomentums);
    maxMomentums = state.getDoubles("max_momentums", maxMomentums);
  }
}
