package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import torch4j.optim.Optimizer;

/**
 * Multiplies the learning rates that the groups have by a function of the epoch. Same as {@code
 * torch.optim.lr_scheduler.MultiplicativeLR}.
 */
public final class MultiplicativeLR extends FormulaScheduler {
  private final List<IntToDoubleFunction> lrLambdas;

  /** A schedule with one function for all groups. */
  public MultiplicativeLR(Optimizer<?> optimizer, IntToDoubleFunction lrLambda) {
    this(optimizer, lrLambda, -1);
  }

  /**
   * A schedule with one function for all groups, that goes on.
   *
   * @param lrLambda makes the factor of the epoch's number
   * @param lastEpoch the epoch to go on after, or -1 to begin
   * @throws IllegalArgumentException if lastEpoch is less than -1, or a group has no initial
   *     learning rate to go on with
   */
  public MultiplicativeLR(Optimizer<?> optimizer, IntToDoubleFunction lrLambda, int lastEpoch) {
    this(optimizer, forEachGroup(optimizer, lrLambda), lastEpoch);
  }

  private static List<IntToDoubleFunction> forEachGroup(
      Optimizer<?> optimizer, IntToDoubleFunction lrLambda) {
    int groups = Objects.requireNonNull(optimizer, "optimizer").paramGroups().size();
    return Collections.nCopies(groups, Objects.requireNonNull(lrLambda, "lrLambda"));
  }

  /**
   * A schedule with a function for each group.
   *
   * @throws IllegalArgumentException if there are not as many functions as groups
   */
  public MultiplicativeLR(Optimizer<?> optimizer, List<IntToDoubleFunction> lrLambdas) {
    this(optimizer, lrLambdas, -1);
  }

  /**
   * A schedule with a function for each group, that goes on.
   *
   * @param lastEpoch the epoch to go on after, or -1 to begin
   * @throws IllegalArgumentException if there are not as many functions as groups, lastEpoch is
   *     less than -1, or a group has no initial learning rate to go on with
   */
  public MultiplicativeLR(
      Optimizer<?> optimizer, List<IntToDoubleFunction> lrLambdas, int lastEpoch) {
    super(optimizer, lastEpoch);
    int groups = optimizer.paramGroups().size();
    if (Objects.requireNonNull(lrLambdas, "lrLambdas").size() != groups) {
      throw new IllegalArgumentException(
          "lrLambdas: got "
              + lrLambdas.size()
              + " functions, expected "
              + groups
              + ", one for each group of the optimizer");
    }
    lrLambdas.forEach(lrLambda -> Objects.requireNonNull(lrLambda, "lrLambdas"));
    this.lrLambdas = List.copyOf(lrLambdas);
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    List<Double> current = currentLrs();
    if (isInitial()) {
      return current;
    }
    var lrs = new ArrayList<Double>();
    for (int i = 0; i < lrLambdas.size(); i++) {
      lrs.add(current.get(i) * lrLambdas.get(i).applyAsDouble(lastEpoch()));
    }
    return lrs;
  }

  // Functions cannot be saved; Python keeps their places.
  @Override
  protected void save(SchedulerState state) {
    super.save(state);
    state.put("lr_lambdas", new ArrayList<>(Collections.nCopies(lrLambdas.size(), null)));
  }
}
