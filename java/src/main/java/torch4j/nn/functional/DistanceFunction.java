package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;

/**
 * A distance between vectors, as {@code TripletMarginWithDistanceLoss} takes one. A module that
 * implements this becomes a child of the loss.
 */
@FunctionalInterface
public interface DistanceFunction {
  /**
   * The distance of each row of {@code first} from that of {@code second}.
   *
   * @param first {@code [N, D]}
   * @param second {@code [N, D]}
   * @return {@code [N]}
   */
  Tensor call(Tensor first, Tensor second);
}
