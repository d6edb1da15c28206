package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;

/**
 * A scheduler that multiplies the current learning rates by a function of the epoch. Same as {@code
 * torch.optim.lr_scheduler.MultiplicativeLR}.
 */
public final class MultiplicativeLR extends FormulaScheduler {
  private final List<IntToDoubleFunction> lrLambdas;

  /** A scheduler with one function for all parameter groups. */
  public MultiplicativeLR(Optimizer<?> optimizer, IntToDoubleFunction lrLambda) {
    this(optimizer, lrLambda, -1);
  }

  /**
   * A scheduler with one function for all parameter groups, that resumes after an epoch.
   *
   * @param lrLambda computes a multiplicative factor, given the epoch
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   * @throws IllegalArgumentException if lastEpoch is less than -1, or a parameter group has no
   *     initial learning rate to resume from
   */
  public MultiplicativeLR(Optimizer<?> optimizer, IntToDoubleFunction lrLambda, int lastEpoch) {
    this(optimizer, forEachGroup(optimizer, lrLambda), lastEpoch);
  }

  private static List<IntToDoubleFunction> forEachGroup(
      Optimizer<?> optimizer, IntToDoubleFunction lrLambda) {
    int groups = Require.nonNull(optimizer, "optimizer", "an optimizer").paramGroups().size();
    return Collections.nCopies(
        groups, Require.nonNull(lrLambda, "lrLambda", "a function of the epoch"));
  }

  /**
   * A scheduler with a function for each parameter group.
   *
   * @throws IllegalArgumentException if the number of functions differs from that of parameter
   *     groups
   */
  public MultiplicativeLR(Optimizer<?> optimizer, List<IntToDoubleFunction> lrLambdas) {
    this(optimizer, lrLambdas, -1);
  }

  /**
   * A scheduler with a function for each parameter group, that resumes after an epoch.
   *
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   * @throws IllegalArgumentException if the number of functions differs from that of parameter
   *     groups, lastEpoch is less than -1, or a parameter group has no initial learning rate to
   *     resume from
   */
  public MultiplicativeLR(
      Optimizer<?> optimizer, List<IntToDoubleFunction> lrLambdas, int lastEpoch) {
    super(optimizer, lastEpoch);
    int groups = optimizer.paramGroups().size();
    if (Require.noNulls(lrLambdas, "lrLambdas", "a function of the epoch").size() != groups) {
      throw new IllegalArgumentException(
          "lrLambdas: got "
              + lrLambdas.size()
              + " functions, expected "
              + groups
              + ", one for each group of the optimizer");
    }
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

  // Functions are not saved; as in Python the list has a None for each.
  @Override
  protected void save(SchedulerState state) {
    super.save(state);
    state.put("lr_lambdas", new ArrayList<>(Collections.nCopies(lrLambdas.size(), null)));
  }
}
