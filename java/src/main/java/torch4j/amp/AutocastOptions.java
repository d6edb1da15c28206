package torch4j.amp;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;
import torch4j.internal.Text;

/**
 * What {@code torch.autocast} takes; {@link Autocast#options} has its defaults.
 *
 * @param deviceType whose operators choose their dtype
 * @param dtype bfloat16 or float16, or null for the device's own: bfloat16 on the CPU, float16 on
 *     CUDA, unless a region around this one chose another
 * @param enabled whether operators choose; if not, they take their inputs as they are, also inside
 *     of an enabled region
 * @param cacheEnabled whether the weights' copies in half precision are kept; if empty, as the
 *     region around this one does, or true
 */
public record AutocastOptions(
    DeviceType deviceType, ScalarType dtype, boolean enabled, Optional<Boolean> cacheEnabled) {
  /** Checks that the device and the dtype can be had. */
  public AutocastOptions {
    requireAvailable(deviceType);
    if (enabled && dtype != null) {
      requireHalf("dtype", dtype);
    }
  }

  /**
   * Throws if operators cannot choose such a dtype.
   *
   * @throws IllegalArgumentException with what it is
   */
  static void requireHalf(String what, ScalarType dtype) {
    if (dtype != ScalarType.BFloat16 && dtype != ScalarType.Half) {
      throw new IllegalArgumentException(
          what + ": got " + Text.dtype(dtype) + ", expected bfloat16 or float16");
    }
  }

  static AutocastOptions of(DeviceType deviceType) {
    return new AutocastOptions(deviceType, null, true, Optional.empty());
  }

  /**
   * Throws if the device has no autocast.
   *
   * @throws IllegalArgumentException with its name
   */
  static void requireAvailable(DeviceType deviceType) {
    Torch.init();
    if (!torch.is_autocast_available(deviceType)) {
      throw new IllegalArgumentException(
          "deviceType: got " + deviceType + ", expected one with autocast, such as CPU or CUDA");
    }
  }

  /** Another dtype. */
  public AutocastOptions dtype(ScalarType dtype) {
    return new AutocastOptions(deviceType, dtype, enabled, cacheEnabled);
  }

  /** Enabled or not. */
  public AutocastOptions enabled(boolean enabled) {
    return new AutocastOptions(deviceType, dtype, enabled, cacheEnabled);
  }

  /** With or without a cache. */
  public AutocastOptions cacheEnabled(boolean cacheEnabled) {
    return new AutocastOptions(deviceType, dtype, enabled, Optional.of(cacheEnabled));
  }
}
