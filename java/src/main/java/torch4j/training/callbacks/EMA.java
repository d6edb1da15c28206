package torch4j.training.callbacks;

import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.Snapshot;
import torch4j.nn.Module;
import torch4j.optim.swa.AveragedModel;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Keeps an exponential moving average of the model's weights, over {@link AveragedModel#ema}:
 * {@link #module} is what one evaluates and ships.
 */
public final class EMA implements Callback {
  private final double decay;
  private AveragedModel averaged;
  private Map<String, Tensor> loaded;

  /**
   * An average with this decay, such as 0.999.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public EMA(double decay) {
    if (!(decay >= 0 && decay <= 1)) {
      throw new IllegalArgumentException("decay: got " + decay + ", expected from 0 to 1");
    }
    this.decay = decay;
  }

  /**
   * The model with averaged weights.
   *
   * @throws IllegalStateException if training has not begun
   */
  public Module module() {
    if (averaged == null) {
      throw new IllegalStateException("module: got no training yet, expected a call of fit before");
    }
    return averaged.module();
  }

  @Override
  public void onFitStart(TrainingContext context) {
    if (averaged == null) {
      averaged = AveragedModel.ema(context.model(), decay);
    }
    if (loaded != null) {
      averaged.loadStateDict(loaded);
      Snapshot.free(loaded);
      loaded = null;
    }
  }

  @Override
  public void onStepEnd(TrainingContext context) {
    if (context.stepped()) {
      averaged.updateParameters(context.model());
    }
  }

  @Override
  public Map<String, Object> stateDict() {
    return averaged == null ? Map.of() : Map.copyOf(averaged.stateDict());
  }

  @Override
  @SuppressWarnings("unchecked") // what stateDict() wrote
  public void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "what stateDict() returned");
    loaded = (Map<String, Tensor>) Snapshot.of((Map<String, ?>) state);
  }
}
