package torch4j.optim.swa;

import torch4j.Tensor;

/** The averaging function of one parameter: Python's {@code avg_fn}. */
@FunctionalInterface
public interface AveragingFunction {
  /**
   * Returns the new average, in a new tensor.
   *
   * @param averaged the current average
   * @param current the parameter of the model
   * @param count the number of models already averaged
   */
  Tensor average(Tensor averaged, Tensor current, long count);

  /** The equal average of all models. Same as {@code get_swa_avg_fn()}. */
  static AveragingFunction swa() {
    return (averaged, current, count) -> averaged.add(current.sub(averaged).div(count + 1));
  }

  /**
   * The exponential moving average. Same as {@code get_ema_avg_fn(decay)}.
   *
   * @throws IllegalArgumentException if the decay is not between 0 and 1
   */
  static AveragingFunction ema(double decay) {
    MultiAveragingFunction.requireDecay(decay);
    return (averaged, current, count) -> averaged.mul(decay).add(current.mul(1 - decay));
  }
}
