package torch4j.optim.lr;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * A schedule that computes learning rates by a formula. Same as subclassing {@code
 * torch.optim.lr_scheduler.LRScheduler} with a {@code get_lr}.
 *
 * <p>A subclass sets its own fields and then, as the last thing in its constructor, calls {@link
 * #initialStep()}, which Python's constructor does by itself.
 */
public abstract non-sealed class FormulaScheduler extends LRScheduler {
  private static final System.Logger LOG = System.getLogger(LRScheduler.class.getName());

  private List<Double> baseLrs;
  private int stepCount;
  private boolean initial;

  /**
   * A schedule that begins, or goes on after an epoch.
   *
   * @param lastEpoch -1 to begin; else the groups must have their initial learning rates
   * @throws IllegalArgumentException if it is less than -1, or a group has no initial learning rate
   *     to go on with
   */
  protected FormulaScheduler(Optimizer<?> optimizer, int lastEpoch) {
    super(optimizer, requireLastEpoch(lastEpoch));
    var initialLrs = new ArrayList<Double>();
    for (int i = 0; i < optimizer.paramGroups().size(); i++) {
      initialLrs.add(initialLr(optimizer.paramGroups().get(i), i));
    }
    baseLrs = List.copyOf(initialLrs);
  }

  /**
   * Returns the number if it can be the last epoch: -1 or more.
   *
   * @throws IllegalArgumentException if it cannot
   */
  protected static int requireLastEpoch(int lastEpoch) {
    return requireAtLeast("lastEpoch", lastEpoch, -1);
  }

  static int requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= " + least);
    }
    return value;
  }

  private double initialLr(ParamGroup<?> group, int index) {
    if (group.initialLr().isEmpty()) {
      if (lastEpoch() != -1) {
        throw new IllegalArgumentException(
            "initial_lr: got none in paramGroups["
                + index
                + "], expected one to go on after lastEpoch "
                + lastEpoch()
                + "; load the optimizer's state before, or begin with lastEpoch -1");
      }
      group.initialLr(group.lr());
    }
    return group.initialLr().getAsDouble();
  }

  /**
   * The values for the groups: as many as there are groups, or one for all.
   *
   * @throws IllegalArgumentException if there is another number of values
   */
  protected static List<Double> perGroup(String name, List<Double> values, Optimizer<?> optimizer) {
    int groups = Objects.requireNonNull(optimizer, "optimizer").paramGroups().size();
    if (Objects.requireNonNull(values, name).size() == groups) {
      return List.copyOf(values);
    }
    if (values.size() == 1) {
      return List.copyOf(Collections.nCopies(groups, values.get(0)));
    }
    throw new IllegalArgumentException(
        name
            + ": got "
            + values.size()
            + " values, expected "
            + groups
            + ", one for each group of the optimizer");
  }

  /** The learning rates of the next epoch, one for each group. Same as {@code get_lr}. */
  protected abstract List<Double> getLr();

  /**
   * The learning rates at {@link #lastEpoch()} from the initial ones, if there is such a formula.
   */
  protected List<Double> closedFormLr() {
    return getLr();
  }

  /** The learning rates that the schedule began with. Same as {@code base_lrs}. */
  public final List<Double> baseLrs() {
    return baseLrs;
  }

  final void setBaseLrs(List<Double> lrs) {
    baseLrs = lrs;
  }

  /** How many steps were made, the first one included. */
  protected final int stepCount() {
    return stepCount;
  }

  /** Whether this is the step that making a schedule does. */
  protected final boolean isInitial() {
    return initial;
  }

  /** Computes a learning rate for each group from its initial one. */
  protected final List<Double> fromBase(DoubleUnaryOperator formula) {
    return baseLrs.stream().map(formula::applyAsDouble).toList();
  }

  /** Computes a learning rate for each group from the one it has. */
  protected final List<Double> fromCurrent(DoubleUnaryOperator formula) {
    return currentLrs().stream().map(formula::applyAsDouble).toList();
  }

  /** Sets the first epoch's learning rates; the last thing that a constructor does. */
  @Override
  protected final void initialStep() {
    stepCount = 0;
    initial = true;
    try {
      step();
    } finally {
      initial = false;
    }
  }

  @Override
  public void step() {
    if (stepCount == 1 && optimizer().stepCount() == 0) {
      LOG.log(
          WARNING,
          "{0}.step() was called before the optimizer''s first step(), so the first learning rate"
              + " of the schedule is skipped; call optimizer.step() before",
          getClass().getSimpleName());
    }
    stepCount++;
    try {
      applyAt(lastEpoch() + 1, this::getLr);
    } catch (RuntimeException e) {
      stepCount--;
      throw e;
    }
  }

  @Override
  final void restart() {
    applyAt(0, this::closedFormLr);
  }

  /** Computes the learning rates at an epoch and sets them, or changes nothing and throws. */
  final void applyAt(int epoch, Supplier<List<Double>> formula) {
    int before = lastEpoch();
    setLastEpoch(epoch);
    try {
      apply(formula.get());
    } catch (RuntimeException e) {
      setLastEpoch(before);
      throw e;
    }
  }

  private void apply(List<Double> lrs) {
    List<? extends ParamGroup<?>> groups = optimizer().paramGroups();
    requireForEachGroup(lrs);
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).lr(lrs.get(i));
    }
    applyMomenta();
    setLastLr(currentLrs());
  }

  /** Sets the momenta that {@link #getLr()} has computed beside the learning rates. */
  void applyMomenta() {}

  /**
   * Returns the numbers if there is one for each group.
   *
   * @throws IllegalStateException if there is not
   */
  final List<Double> requireForEachGroup(List<Double> numbers) {
    int groups = optimizer().paramGroups().size();
    if (numbers.size() != groups) {
      throw new IllegalStateException(
          getClass().getSimpleName()
              + ": got "
              + groups
              + " groups, expected "
              + numbers.size()
              + ", as many as the schedule has learning rates for; make a new one after"
              + " addParamGroup");
    }
    return numbers;
  }

  /**
   * Returns the quotient, as Python does, for which a division by 0 is an error.
   *
   * @throws IllegalStateException if the divisor is 0
   */
  final double divide(double dividend, double divisor, String what) {
    if (divisor == 0) {
      throw new IllegalStateException(
          getClass().getSimpleName()
              + ": got "
              + what
              + " at epoch "
              + lastEpoch()
              + ", expected options without a division by 0");
    }
    return dividend / divisor;
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("base_lrs", baseLrs);
    state.put("last_epoch", lastEpoch());
    state.put("_step_count", stepCount);
    state.put("_is_initial", false);
    state.put("_get_lr_called_within_step", false);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    baseLrs = state.reals("base_lrs", baseLrs);
    stepCount = state.whole("_step_count", stepCount);
  }
}
