package torch4j.amp;

import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * What {@code torch.amp.GradScaler} takes; {@link GradScaler#options()} has its defaults.
 *
 * @param deviceType the device that the scaler is for
 * @param initScale the first scale
 * @param growthFactor what the scale is multiplied by after {@code growthInterval} good steps in a
 *     row
 * @param backoffFactor what the scale is multiplied by after a step with infinite or NaN gradients
 * @param growthInterval how many good steps in a row make the scale grow
 * @param enabled whether anything is scaled; if not, steps are the optimizer's own
 */
public record GradScalerOptions(
    DeviceType deviceType,
    double initScale,
    double growthFactor,
    double backoffFactor,
    int growthInterval,
    boolean enabled) {
  /** Checks the values: the factors as PyTorch does, and that a scale can be multiplied by. */
  public GradScalerOptions {
    requireScale("initScale", initScale);
    require(growthFactor > 1, "growthFactor", growthFactor, "> 1.0");
    require(
        backoffFactor > 0 && backoffFactor < 1, "backoffFactor", backoffFactor, "> 0.0 and < 1.0");
    require(growthInterval > 0, "growthInterval", growthInterval, "> 0");
  }

  /**
   * Throws if gradients cannot be divided by such a scale.
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

  /** For another device. */
  public GradScalerOptions deviceType(DeviceType deviceType) {
    return new GradScalerOptions(
        deviceType, initScale, growthFactor, backoffFactor, growthInterval, enabled);
  }

  /** Another first scale. */
  public GradScalerOptions initScale(double initScale) {
    return new GradScalerOptions(
        deviceType, initScale, growthFactor, backoffFactor, growthInterval, enabled);
  }

  /** Another factor for growth. */
  public GradScalerOptions growthFactor(double growthFactor) {
    return new GradScalerOptions(
        deviceType, initScale, growthFactor, backoffFactor, growthInterval, enabled);
  }

  /** Another factor for backing off. */
  public GradScalerOptions backoffFactor(double backoffFactor) {
    return new GradScalerOptions(
        deviceType, initScale, growthFactor, backoffFactor, growthInterval, enabled);
  }

  /** Another number of good steps before growth. */
  public GradScalerOptions growthInterval(int growthInterval) {
    return new GradScalerOptions(
        deviceType, initScale, growthFactor, backoffFactor, growthInterval, enabled);
  }

  /** Enabled or not. */
  public GradScalerOptions enabled(boolean enabled) {
    return new GradScalerOptions(
        deviceType, initScale, growthFactor, backoffFactor, growthInterval, enabled);
  }
}
