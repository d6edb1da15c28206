package torch4j.amp;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.amp.GradScaler}; {@link GradScaler#options()} returns the defaults.
 *
 * @param deviceType the device type to use, "cpu" or "cuda"
 * @param initScale the initial scale factor
 * @param growthFactor the factor by which the scale is multiplied if no infinite or NaN gradients
 *     occur for {@code growthInterval} consecutive iterations
 * @param backoffFactor the factor by which the scale is multiplied if infinite or NaN gradients
 *     occur in an iteration
 * @param growthInterval the number of consecutive iterations without infinite or NaN gradients
 *     after which the scale is multiplied by {@code growthFactor}
 * @param enabled whether gradient scaling is enabled; if not, {@code step} only calls the
 *     optimizer's own
 */
@Withers
public record GradScalerOptions(
    String deviceType,
    double initScale,
    double growthFactor,
    double backoffFactor,
    int growthInterval,
    boolean enabled)
    implements GradScalerOptionsWithers {
  /** Checks the values: the factors as PyTorch does, and that the scale is finite and positive. */
  public GradScalerOptions {
    Require.nonNull(deviceType, "deviceType", "cpu or cuda");
    requireScale("initScale", initScale);
    require(growthFactor > 1, "growthFactor", growthFactor, "> 1.0");
    require(
        backoffFactor > 0 && backoffFactor < 1, "backoffFactor", backoffFactor, "> 0.0 and < 1.0");
    require(growthInterval > 0, "growthInterval", growthInterval, "> 0");
  }

  /**
   * Throws unless the scale is finite and positive in float32.
   *
   * @throws IllegalArgumentException with its name
   */
  static void requireScale(String name, double scale) {
    require((float) scale > 0 && Float.isFinite((float) scale), name, scale, "> 0.0 and finite");
  }

  private static void require(boolean condition, String name, Object got, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(name + ": got " + got + ", expected " + expected);
    }
  }
}
