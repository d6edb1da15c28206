package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * Lets the learning rates rise to a highest one and fall to one far below the first, once, a step
 * being a batch. Same as {@code torch.optim.lr_scheduler.OneCycleLR}. The momentum, or beta1, goes
 * the other way.
 */
public final class OneCycleLR extends FormulaScheduler {
  private int totalSteps;
  private List<OneCyclePhase> phases;
  private AnnealStrategy strategy;
  private boolean cycleMomentum;
  private List<Double> momenta = List.of(); // of the next step

  /** PyTorch's defaults; the number of steps is still to be told. */
  public static OneCycleLROptions options() {
    return OneCycleLROptions.DEFAULT;
  }

  /**
   * A schedule with the same highest learning rate for all groups.
   *
   * @throws IllegalArgumentException if the options do not tell the number of steps, a momentum
   *     shall cycle and the optimizer has neither momentum nor beta1, a list of the options does
   *     not fit the groups, or a group has no initial learning rate to go on with
   */
  public OneCycleLR(Optimizer<?> optimizer, double maxLr, OneCycleLROptions options) {
    this(optimizer, List.of(maxLr), options);
  }

  /**
   * A schedule with a highest learning rate for each group.
   *
   * @throws IllegalArgumentException if the options do not tell the number of steps, a momentum
   *     shall cycle and the optimizer has neither momentum nor beta1, a list does not fit the
   *     groups, or a group has no initial learning rate to go on with
   */
  public OneCycleLR(Optimizer<?> optimizer, List<Double> maxLr, OneCycleLROptions options) {
    super(withLrs(optimizer, perGroup("maxLr", maxLr, optimizer), options), options.lastEpoch());
    totalSteps = totalSteps(options);
    phases = OneCyclePhase.of(options, totalSteps);
    strategy = options.annealStrategy();
    cycleMomentum = options.cycleMomentum();
    if (cycleMomentum) {
      MomentumCycle.begin(
          optimizer,
          perGroup("baseMomentum", options.baseMomentum(), optimizer),
          perGroup("maxMomentum", options.maxMomentum(), optimizer),
          options.lastEpoch());
    }
    initialStep();
  }

  private static Optimizer<?> withLrs(
      Optimizer<?> optimizer, List<Double> maxLrs, OneCycleLROptions options) {
    totalSteps(options);
    if (options.cycleMomentum()) {
      MomentumCycle.requireMomentum(optimizer);
    }
    for (int i = 0; i < maxLrs.size() && options.lastEpoch() == -1; i++) {
      ParamGroup<?> group = optimizer.paramGroups().get(i);
      double initialLr = maxLrs.get(i) / options.divFactor();
      group.initialLr(initialLr);
      group.scheduled("max_lr", maxLrs.get(i));
      group.scheduled("min_lr", initialLr / options.finalDivFactor());
    }
    return optimizer;
  }

  private static int totalSteps(OneCycleLROptions options) {
    if (Objects.requireNonNull(options, "options").totalSteps() != null) {
      return options.totalSteps();
    }
    if (options.epochs() == null || options.stepsPerEpoch() == null) {
      throw new IllegalArgumentException(
          "totalSteps: got none, expected totalSteps, or epochs and stepsPerEpoch");
    }
    return Math.multiplyExact(options.epochs(), options.stepsPerEpoch());
  }

  /**
   * The learning rates of the next step; it also sets the momentum.
   *
   * @throws IllegalStateException if all steps have been made
   */
  @Override
  protected List<Double> getLr() {
    if (lastEpoch() > totalSteps) {
      throw new IllegalStateException(
          "step: got step "
              + lastEpoch()
              + ", expected no more than the "
              + totalSteps
              + " in all");
    }
    int at = 0;
    while (at < phases.size() - 1 && lastEpoch() > phases.get(at).endStep()) {
      at++;
    }
    OneCyclePhase phase = phases.get(at);
    double start = at == 0 ? 0 : phases.get(at - 1).endStep();
    double part = divide(lastEpoch() - start, phase.endStep() - start, "a phase of no steps");
    var lrs = new ArrayList<Double>();
    var all = new ArrayList<Double>();
    for (ParamGroup<?> group : optimizer().paramGroups()) {
      lrs.add(between(group, phase.startLr(), phase.endLr(), part));
      if (cycleMomentum) {
        all.add(between(group, phase.startMomentum(), phase.endMomentum(), part));
      }
    }
    momenta = all;
    return lrs;
  }

  @Override
  void applyMomenta() {
    MomentumCycle.apply(optimizer(), momenta);
  }

  private double between(ParamGroup<?> group, String start, String end, double part) {
    return strategy.between(kept(group, start), kept(group, end), part);
  }

  private static double kept(ParamGroup<?> group, String name) {
    return group
        .scheduled(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name
                        + ": got none in a group, expected one; load the optimizer's state, or make"
                        + " a new schedule after addParamGroup"));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("total_steps", totalSteps);
    state.put("_schedule_phases", phases.stream().map(OneCyclePhase::toMap).toList());
    state.put("_anneal_func_type", strategy.toString());
    state.put("cycle_momentum", cycleMomentum);
    if (cycleMomentum) {
      state.put("use_beta1", MomentumCycle.usesBeta1(optimizer()));
    }
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    totalSteps = state.whole("total_steps", totalSteps);
    phases = OneCyclePhase.load(state, phases);
    strategy = state.choice("_anneal_func_type", strategy);
    cycleMomentum = state.flag("cycle_momentum", cycleMomentum);
  }
}
