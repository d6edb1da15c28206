package torch4j.optim.swa;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** How one parameter is averaged: Python's {@code avg_fn}. */
@FunctionalInterface
public interface AveragingFunction {
  /**
   * The new average, in a new tensor.
   *
   * @param averaged the average so far
   * @param current the model's parameter
   * @param count how many models are in the average
   */
  Tensor average(Tensor averaged, Tensor current, long count);

  /** The plain mean of all models. Same as {@code get_swa_avg_fn()}. */
  static AveragingFunction swa() {
    return (averaged, current, count) ->
        averaged.add(current.sub(averaged).div(new Scalar(count + 1)));
  }

  /**
   * The mean in which older models fade. Same as {@code get_ema_avg_fn(decay)}.
   *
   * @throws IllegalArgumentException if the decay is not between 0 and 1
   */
  static AveragingFunction ema(double decay) {
    MultiAveragingFunction.requireDecay(decay);
    return (averaged, current, count) ->
        averaged.mul(new Scalar(decay)).add(current.mul(new Scalar(1 - decay)));
  }
}
