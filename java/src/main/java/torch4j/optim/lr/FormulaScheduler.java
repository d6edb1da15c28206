package torch4j.optim.lr;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
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
  private static final double ROUNDING = 1e-12;

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
    int groups = optimizer.paramGroups().size();
    if (values.size() == groups) {
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
    setLastEpoch(lastEpoch() + 1);
    apply(getLr());
  }

  @Override
  final void restart() {
    setLastEpoch(0);
    apply(closedFormLr());
  }

  /** Gives the groups their learning rates. */
  final void apply(List<Double> lrs) {
    List<? extends ParamGroup<?>> groups = optimizer().paramGroups();
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).lr(withoutRounding(lrs.get(i), baseLrs.get(i)));
    }
    setLastLr(currentLrs());
  }

  // A formula that ends at 0 may end a rounding error below, where no optimizer takes it.
  private static double withoutRounding(double lr, double baseLr) {
    return lr < 0 && lr >= -ROUNDING * baseLr ? 0 : lr;
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
