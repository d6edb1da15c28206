package torch4j.amp;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.autocast}; {@link Autocast#options} returns the defaults.
 *
 * @param deviceType the device type to use
 * @param dtype the dtype that autocast operations run in, bfloat16 or float16; null for that of the
 *     enclosing region or, outside of one, of the device type: bfloat16 on the CPU, float16 on CUDA
 * @param enabled whether autocasting is enabled in the region; if not, operations keep their
 *     inputs' dtypes, also inside an enabled region
 * @param cacheEnabled whether the weight cache is enabled, which keeps the casts of parameters; if
 *     empty, as in the enclosing region, or true outside of one
 */
@Withers
public record AutocastOptions(
    DeviceType deviceType, ScalarType dtype, boolean enabled, Optional<Boolean> cacheEnabled)
    implements AutocastOptionsWithers {
  /** Checks the device type and the dtype. */
  public AutocastOptions {
    requireAvailable(deviceType);
    Require.nonNull(cacheEnabled, "cacheEnabled", "true, false or an empty Optional");
    if (enabled && dtype != null) {
      requireHalf("dtype", dtype);
    }
  }

  /**
   * Throws unless autocast operations can run in this dtype.
   *
   * @throws IllegalArgumentException if they cannot; the message starts with {@code what}
   */
  static void requireHalf(String what, ScalarType dtype) {
    if (dtype != ScalarType.BFloat16 && dtype != ScalarType.Half) {
      throw new IllegalArgumentException(
          what + ": got " + TensorDescription.dtype(dtype) + ", expected bfloat16 or float16");
    }
  }

  static AutocastOptions of(DeviceType deviceType) {
    return new AutocastOptions(deviceType, null, true, Optional.empty());
  }

  /**
   * Throws if the device type does not support autocast.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void requireAvailable(DeviceType deviceType) {
    Require.nonNull(deviceType, "deviceType", "a device type");
    Torch.init();
    if (!torch.is_autocast_available(deviceType)) {
      throw new IllegalArgumentException(
          "deviceType: got " + deviceType + ", expected one with autocast, such as CPU or CUDA");
    }
  }

  /** Returns a copy with the weight cache enabled or disabled. */
  public AutocastOptions cacheEnabled(boolean cacheEnabled) {
    return cacheEnabled(Optional.of(cacheEnabled));
  }
}
