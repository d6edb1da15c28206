package torch4j.optim.swa;

import java.util.ArrayList;
import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;
import torch4j.optim.lr.AnnealStrategy;
import torch4j.optim.lr.FormulaScheduler;
import torch4j.optim.lr.SchedulerState;
import torch4j.processor.Withers;

/**
 * A scheduler that anneals the learning rates to a fixed value for stochastic weight averaging.
 * Same as {@code torch.optim.swa_utils.SWALR}.
 */
public final class SWALR extends FormulaScheduler {
  /**
   * Options of {@code SWALR}, with PyTorch's defaults.
   *
   * @param annealEpochs the number of epochs in the annealing phase
   * @param annealStrategy the annealing strategy: cosine or linear
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(int annealEpochs, AnnealStrategy annealStrategy, int lastEpoch)
      implements SWALROptionsWithers {
    /**
     * Checks the values as PyTorch does.
     *
     * @throws IllegalArgumentException if annealEpochs is negative, or lastEpoch less than -1
     */
    public Options {
      Require.nonNull(annealStrategy, "annealStrategy", "a strategy");
      if (annealEpochs < 0) {
        throw new IllegalArgumentException("annealEpochs: got " + annealEpochs + ", expected >= 0");
      }
      requireLastEpoch(lastEpoch);
    }
  }

  private int annealEpochs;
  private AnnealStrategy strategy;

  /** PyTorch's defaults: cosine annealing over 10 epochs. */
  public static Options options() {
    return new Options(10, AnnealStrategy.COS, -1);
  }

  /** A scheduler with PyTorch's defaults, and one learning rate for all groups. */
  public SWALR(Optimizer<?> optimizer, double swaLr) {
    this(optimizer, swaLr, options());
  }

  /**
   * A scheduler with all options, and one learning rate for all groups.
   *
   * @throws IllegalArgumentException if a parameter group has no initial learning rate to resume
   *     from
   */
  public SWALR(Optimizer<?> optimizer, double swaLr, Options options) {
    this(optimizer, List.of(swaLr), options);
  }

  /**
   * A scheduler with all options, and a learning rate for each group.
   *
   * @throws IllegalArgumentException if there are not as many learning rates as groups, or a
   *     parameter group has no initial learning rate to resume from
   */
  public SWALR(Optimizer<?> optimizer, List<Double> swaLr, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
    List<Double> swaLrs = perGroup("swaLr", swaLr, optimizer);
    for (int i = 0; i < swaLrs.size(); i++) {
      optimizer.paramGroups().get(i).scheduled("swa_lr", swaLrs.get(i));
    }
    annealEpochs = options.annealEpochs;
    strategy = options.annealStrategy;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    int step = annealEpochs == 0 ? Math.max(1, stepCount() - 1) : stepCount() - 1;
    double before = strategy.progress(annealFraction(step - 1));
    double now = strategy.progress(annealFraction(step));
    var lrs = new ArrayList<Double>();
    for (ParamGroup<?> group : optimizer().paramGroups()) {
      double swaLr = group.scheduled("swa_lr").orElseThrow(SWALR::withoutSwaLr);
      double first = before == 1 ? swaLr : (group.lr() - before * swaLr) / (1 - before);
      lrs.add(swaLr * now + first * (1 - now));
    }
    return lrs;
  }

  private static IllegalStateException withoutSwaLr() {
    return new IllegalStateException(
        "swa_lr: got none in a group, expected one; load the optimizer's state dict, or create a"
            + " new scheduler after addParamGroup");
  }

  private double annealFraction(int step) {
    return Math.max(0, Math.min(1, (double) step / Math.max(1, annealEpochs)));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("_anneal_strategy", strategy.toString());
    state.put("anneal_epochs", annealEpochs);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    strategy = state.getEnum("_anneal_strategy", strategy);
    annealEpochs = state.getInt("anneal_epochs", annealEpochs);
  }
}
