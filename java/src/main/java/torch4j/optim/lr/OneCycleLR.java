package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * A scheduler that sets the learning rates by the 1cycle policy: it anneals them from an initial to
 * a maximum learning rate, and then to a minimum far below the initial one; {@code step()} is
 * called after each batch. Same as {@code torch.optim.lr_scheduler.OneCycleLR}. Momentum (or beta1)
 * is cycled inversely to the learning rate, unless the options turn that off.
 */
public final class OneCycleLR extends FormulaScheduler {
  private int totalSteps;
  private List<OneCyclePhase> phases;
  private AnnealStrategy strategy;
  private boolean cycleMomentum;
  private List<Double> momentums = List.of(); // that getLr() has computed

  /**
   * PyTorch's defaults; {@code totalSteps}, or {@code epochs} and {@code stepsPerEpoch}, must be
   * set.
   */
  public static OneCycleLROptions options() {
    return OneCycleLROptions.DEFAULT;
  }

  /**
   * A scheduler with the same maximum learning rate for all parameter groups.
   *
   * @throws IllegalArgumentException if the options do not define the total number of steps, {@code
   *     cycleMomentum} is true and the optimizer has neither momentum nor beta1, a list of the
   *     options has not one element per parameter group, or a group has no initial learning rate to
   *     resume from
   */
  public OneCycleLR(Optimizer<?> optimizer, double maxLr, OneCycleLROptions options) {
    this(optimizer, List.of(maxLr), options);
  }

  /**
   * A scheduler with a maximum learning rate for each parameter group.
   *
   * @throws IllegalArgumentException if the options do not define the total number of steps, {@code
   *     cycleMomentum} is true and the optimizer has neither momentum nor beta1, a list has not one
   *     element per parameter group, or a group has no initial learning rate to resume from
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
    if (Require.nonNull(options, "options", "options").totalSteps() != null) {
      return options.totalSteps();
    }
    if (options.epochs() == null || options.stepsPerEpoch() == null) {
      throw new IllegalArgumentException(
          "totalSteps: got none, expected totalSteps, or epochs and stepsPerEpoch");
    }
    return Math.multiplyExact(options.epochs(), options.stepsPerEpoch());
  }

  /**
   * Computes the learning rates, and the momentums that go with them.
   *
   * @throws IllegalStateException if the total number of steps is exceeded
   */
  @Override
  protected List<Double> getLr() {
    if (lastEpoch() > totalSteps) {
      throw new IllegalStateException(
          "step: got step "
              + lastEpoch()
              + ", expected at most the total number of steps, "
              + totalSteps);
    }
    int index = 0;
    while (index < phases.size() - 1 && lastEpoch() > phases.get(index).endStep()) {
      index++;
    }
    OneCyclePhase phase = phases.get(index);
    double start = index == 0 ? 0 : phases.get(index - 1).endStep();
    double pct = divide(lastEpoch() - start, phase.endStep() - start, "a phase without steps");
    var lrs = new ArrayList<Double>();
    var all = new ArrayList<Double>();
    for (ParamGroup<?> group : optimizer().paramGroups()) {
      lrs.add(anneal(group, phase.startLr(), phase.endLr(), pct));
      if (cycleMomentum) {
        all.add(anneal(group, phase.startMomentum(), phase.endMomentum(), pct));
      }
    }
    momentums = all;
    return lrs;
  }

  @Override
  void applyMomentums() {
    MomentumCycle.apply(optimizer(), momentums);
  }

  private double anneal(ParamGroup<?> group, String start, String end, double pct) {
    return strategy.anneal(scheduled(group, start), scheduled(group, end), pct);
  }

  private static double scheduled(ParamGroup<?> group, String name) {
    return group
        .scheduled(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name
                        + ": got none in a group, expected one; load the optimizer's state dict, or"
                        + " create a new scheduler after addParamGroup"));
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
    totalSteps = state.getInt("total_steps", totalSteps);
    phases = OneCyclePhase.load(state, phases);
    strategy = state.getEnum("_anneal_func_type", strategy);
    cycleMomentum = state.getBoolean("cycle_momentum", cycleMomentum);
  }
}
