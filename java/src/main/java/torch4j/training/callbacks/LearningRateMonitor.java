package torch4j.training.callbacks;

import java.util.ArrayList;
import java.util.List;
import torch4j.optim.ParamGroup;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Notes the learning rate that each optimizer step used, as a series of the history: {@code lr}; of
 * several parameter groups, {@code lr/0}, {@code lr/1} and so on, through all optimizers.
 */
public final class LearningRateMonitor implements Callback {
  private List<Double> rates = List.of();

  /** A monitor. */
  public LearningRateMonitor() {}

  @Override
  public void onEpochStart(TrainingContext context) {
    rates = rates(context); // schedules by epoch have stepped
  }

  @Override
  public void onLoss(TrainingContext context) {
    rates = rates(context);
  }

  /** Schedules by step have stepped: the step used the rates before. */
  @Override
  public void onStepEnd(TrainingContext context) {
    if (context.stepped()) {
      for (int i = 0; i < rates.size(); i++) {
        String name = rates.size() == 1 ? "lr" : "lr/" + i;
        context.history().add(name, context.step(), rates.get(i));
      }
    }
    rates = rates(context);
  }

  private static List<Double> rates(TrainingContext context) {
    List<Double> rates = new ArrayList<>();
    context
        .optimizers()
        .forEach(
            optimizer -> optimizer.paramGroups().stream().map(ParamGroup::lr).forEach(rates::add));
    return rates;
  }
}
