package torch4j.optim.lr;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/**
 * The base class of schedulers that compute the learning rates by a formula, {@link #getLr()}. Same
 * as subclassing {@code torch.optim.lr_scheduler.LRScheduler}.
 *
 * <p>The constructor of a subclass initializes its own fields and then calls {@link
 * #initialStep()}, which in Python the constructor of the base class does.
 */
public abstract non-sealed class FormulaScheduler extends LRScheduler {
  private static final System.Logger LOG = System.getLogger(LRScheduler.class.getName());

  private List<Double> baseLrs;
  private int stepCount;
  private boolean initial;

  /**
   * A scheduler that starts a new schedule or resumes after an epoch.
   *
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule, otherwise the parameter
   *     groups must have initial learning rates
   * @throws IllegalArgumentException if it is less than -1, or a parameter group has no initial
   *     learning rate to resume from
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
   * Returns the last epoch if it is at least -1.
   *
   * @throws IllegalArgumentException if it is not
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
                + "], expected one to resume from lastEpoch "
                + lastEpoch()
                + "; load the optimizer's state dict first, or start with lastEpoch -1");
      }
      group.initialLr(group.lr());
    }
    return group.initialLr().getAsDouble();
  }

  /**
   * Returns one value for each parameter group; a single value is repeated for all groups.
   *
   * @throws IllegalArgumentException if there is neither one value nor one for each group
   */
  protected static List<Double> perGroup(String name, List<Double> values, Optimizer<?> optimizer) {
    int groups = Require.nonNull(optimizer, "optimizer", "an optimizer").paramGroups().size();
    if (Require.noNulls(values, name, "a number").size() == groups) {
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

  /**
   * Computes the learning rates of {@link #lastEpoch()}, one for each parameter group. Same as
   * {@code get_lr}.
   */
  protected abstract List<Double> getLr();

  /**
   * Computes the learning rates of {@link #lastEpoch()} from the initial ones, if there is such a
   * formula. Same as {@code _get_closed_form_lr}.
   */
  protected List<Double> closedFormLr() {
    return getLr();
  }

  /** The initial learning rates of the parameter groups. Same as {@code base_lrs}. */
  public final List<Double> baseLrs() {
    return baseLrs;
  }

  final void setBaseLrs(List<Double> lrs) {
    baseLrs = lrs;
  }

  /** The number of steps, including the initial one. Same as {@code _step_count}. */
  protected final int stepCount() {
    return stepCount;
  }

  /** Whether the current step is the initial one. Same as {@code _is_initial}. */
  protected final boolean isInitial() {
    return initial;
  }

  /** Computes a learning rate for each parameter group from its initial one. */
  protected final List<Double> fromBase(DoubleUnaryOperator formula) {
    return baseLrs.stream().map(formula::applyAsDouble).toList();
  }

  /** Computes a learning rate for each parameter group from its current one. */
  protected final List<Double> fromCurrent(DoubleUnaryOperator formula) {
    return currentLrs().stream().map(formula::applyAsDouble).toList();
  }

  /**
   * Performs the initial step, which sets the learning rates of the first epoch; called at the end
   * of a constructor.
   */
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
          "Detected call of {0}.step() before optimizer.step(); call them in the opposite order,"
              + " or the first value of the learning rate schedule is skipped",
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

  /**
   * Sets the epoch, and computes and sets its learning rates; changes nothing if the formula
   * throws.
   */
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
    applyMomentums();
    setLastLr(currentLrs());
  }

  /** Sets the momentums that {@link #getLr()} has computed with the learning rates, if any. */
  void applyMomentums() {}

  /**
   * Returns the numbers if there is one for each parameter group.
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
              + ", for which the scheduler was created; create a new scheduler after"
              + " addParamGroup");
    }
    return numbers;
  }

  /**
   * Returns the quotient; as in Python, a division by 0 is an error.
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
    baseLrs = state.getDoubles("base_lrs", baseLrs);
    stepCount = state.getInt("_step_count", stepCount);
  }
}
