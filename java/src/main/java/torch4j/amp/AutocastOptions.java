package torch4j.amp;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import torch4j.DType;
import torch4j.Device;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.autocast}; {@link Autocast#options} returns the defaults.
 *
 * @param deviceType the device type to use, "cpu" or "cuda"
 * @param dtype the dtype that autocast operations run in, bfloat16 or float16; null for that of the
 *     enclosing region or, outside of one, of the device type: bfloat16 on the CPU, float16 on CUDA
 * @param enabled whether autocasting is enabled in the region; if not, operations keep their
 *     inputs' dtypes, also inside an enabled region
 * @param cacheEnabled whether the weight cache is enabled, which keeps the casts of parameters; if
 *     empty, as in the enclosing region, or true outside of one
 */
@Withers
public record AutocastOptions(
    String deviceType, DType dtype, boolean enabled, Optional<Boolean> cacheEnabled)
    implements AutocastOptionsWithers {
  /** Checks the device type and the dtype. */
  public AutocastOptions {
    Require.nonNull(cacheEnabled, "cacheEnabled", "true, false or an empty Optional");
    requireAvailable(deviceType);
    if (enabled && dtype != null) {
      requireHalf("dtype", dtype);
    }
  }

  /**
   * Throws unless autocast operations can run in this dtype.
   *
   * @throws IllegalArgumentException if they cannot; the message starts with {@code what}
   */
  static void requireHalf(String what, DType dtype) {
    if (dtype != DType.bfloat16 && dtype != DType.float16) {
      throw new IllegalArgumentException(
          what + ": got " + TensorDescription.dtype(dtype) + ", expected bfloat16 or float16");
    }
  }

  static AutocastOptions of(String deviceType) {
    return new AutocastOptions(deviceType, null, true, Optional.empty());
  }

  /**
   * The presets' name of the device type, if it supports autocast.
   *
   * @throws IllegalArgumentException if it does not
   */
  static DeviceType requireAvailable(String deviceType) {
    DeviceType type = rawType(deviceType);
    if (!torch.is_autocast_available(type)) {
      throw new IllegalArgumentException(
          "deviceType: got \"" + deviceType + "\", expected one with autocast: cpu or cuda");
    }
    return type;
  }

  /** The presets' name of the device type. */
  static DeviceType rawType(String deviceType) {
    Require.nonNull(deviceType, "deviceType", "cpu or cuda");
    return Device.of(deviceType).unwrap().type().intern();
  }

  /** Returns a copy with the weight cache enabled or disabled. */
  public AutocastOptions cacheEnabled(boolean cacheEnabled) {
    return cacheEnabled(Optional.of(cacheEnabled));
  }
}
