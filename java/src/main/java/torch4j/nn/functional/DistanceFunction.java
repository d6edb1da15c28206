package torch4j.nn.functional;

import torch4j.Tensor;

/**
 * A distance between vectors, for {@code TripletMarginWithDistanceLoss}. A module that implements
 * this is registered as a child of the loss.
 */
@FunctionalInterface
public interface DistanceFunction {
  /**
   * The distance between each row of {@code first} and the same row of {@code second}.
   *
   * @param first {@code [N, D]}
   * @param second {@code [N, D]}
   * @return {@code [N]}
   */
  Tensor call(Tensor first, Tensor second);
}
