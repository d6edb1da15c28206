package torch4j.amp;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import torch4j.DType;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * A region in which operations run in a dtype chosen by autocast: matrix multiplications and
 * convolutions in half precision, operations that need the dynamic range of float32 in float32.
 * Same as {@code torch.autocast}.
 *
 * <pre>{@code Tensor loss; try (var autocast = Autocast.cpu(ScalarType.BFloat16)) { loss =
 * criterion.call(model.call(x), y); } loss.backward(); // outside: backward operations run in the
 * dtypes of the forward operations }</pre>
 *
 * <p>Parameters keep their dtype; their casts to half precision are cached until the outermost
 * region of the thread is closed. Until then, as in Python, a parameter that was used in a region
 * with one dtype cannot be used in a nested region with another. Regions can be nested, including
 * disabled ones. A region affects only the thread that opened it, which must close it, innermost
 * first. Closing restores the state from before the region, also after an exception.
 *
 * <p>Where Python warns and disables autocast (a dtype that the device does not support for
 * autocast, CUDA on a machine without it), this class throws an exception.
 */
public final class Autocast implements AutoCloseable {
  private static final ThreadLocal<Autocast> INNERMOST = new ThreadLocal<>();

  private final Autocast outer = INNERMOST.get();
  private final DeviceType device;
  private final boolean enabledBefore;
  private final DType dtypeBefore;
  private final boolean cacheBefore;
  private final ThreadState state;

  private Autocast(AutocastOptions options) {
    device = AutocastOptions.rawType(options.deviceType());
    enabledBefore = torch.is_autocast_enabled(device);
    dtypeBefore = DType.wrap(torch.get_autocast_dtype(device));
    cacheBefore = torch.is_autocast_cache_enabled();
    torch.set_autocast_enabled(device, options.enabled());
    torch.set_autocast_dtype(
        device, (options.dtype() == null ? dtypeBefore : options.dtype()).unwrap());
    torch.increment_nesting();
    torch.set_autocast_cache_enabled(options.cacheEnabled().orElse(cacheBefore));
    state = new ThreadState(this::restore);
    INNERMOST.set(this);
  }

  /** Opens a region for the CPU, in bfloat16. Same as {@code torch.autocast("cpu")}. */
  public static Autocast cpu() {
    return of(options("cpu"));
  }

  /**
   * Opens a region for the CPU. Same as {@code torch.autocast("cpu", dtype)}.
   *
   * @throws IllegalArgumentException if the dtype is neither bfloat16 nor float16
   */
  public static Autocast cpu(DType dtype) {
    return of(options("cpu").dtype(Require.nonNull(dtype, "dtype", "a dtype")));
  }

  /**
   * Opens a region for CUDA devices, in float16. Same as {@code torch.autocast("cuda")}.
   *
   * @throws IllegalStateException if CUDA is not available
   */
  public static Autocast cuda() {
    return of(options("cuda"));
  }

  /**
   * Opens a region for CUDA devices. Same as {@code torch.autocast("cuda", dtype)}.
   *
   * @throws IllegalArgumentException if the dtype is neither bfloat16 nor float16
   * @throws IllegalStateException if CUDA is not available
   */
  public static Autocast cuda(DType dtype) {
    return of(options("cuda").dtype(Require.nonNull(dtype, "dtype", "a dtype")));
  }

  /**
   * Opens a region. Same as {@code torch.autocast(...)}.
   *
   * @throws IllegalArgumentException if the region is enabled and has no dtype, and the enclosing
   *     disabled region's dtype is neither bfloat16 nor float16
   * @throws IllegalStateException if the region is enabled for CUDA, and CUDA is not available
   */
  public static Autocast of(AutocastOptions options) {
    Torch.init();
    if (Require.nonNull(options, "options", "options").enabled()
        && options.deviceType().equals("cuda")
        && !Torch.cudaIsAvailable()) {
      throw new IllegalStateException(
          "Autocast: got deviceType \"cuda\" on a machine without CUDA, expected \"cpu\" or"
              + " enabled(false)");
    }
    if (options.enabled() && options.dtype() == null) {
      AutocastOptions.requireHalf("the outer region's dtype", dtype(options.deviceType()));
    }
    return new Autocast(options);
  }

  /**
   * PyTorch's defaults: enabled, with the default dtype of the device type and the weight cache.
   *
   * @throws IllegalArgumentException if the device type does not support autocast
   */
  public static AutocastOptions options(String deviceType) {
    return AutocastOptions.of(deviceType);
  }

  /**
   * Whether autocast is enabled in this thread for the device type. Same as {@code
   * torch.is_autocast_enabled(device_type)}.
   */
  public static boolean isEnabled(String deviceType) {
    Torch.init();
    return torch.is_autocast_enabled(AutocastOptions.rawType(deviceType));
  }

  /**
   * The dtype that a region for the device type has by default in this thread. Same as {@code
   * torch.get_autocast_dtype(device_type)}.
   *
   * @throws IllegalArgumentException if the device type does not support autocast
   */
  public static DType dtype(String deviceType) {
    return DType.wrap(torch.get_autocast_dtype(AutocastOptions.requireAvailable(deviceType)));
  }

  /**
   * Closes the region, which restores the state from before it. Closing again has no effect.
   *
   * @throws IllegalStateException if another thread opened the region, or a region inside it is
   *     still open; nothing is changed then
   */
  @Override
  public void close() {
    state.close();
  }

  private void restore() {
    if (INNERMOST.get() != this) {
      throw new IllegalStateException(
          "close: got a region with an open region inside it, expected the innermost open region");
    }
    if (torch.decrement_nesting() == 0) {
      torch.clear_cache();
    }
    torch.set_autocast_enabled(device, enabledBefore);
    torch.set_autocast_dtype(device, dtypeBefore.unwrap());
    torch.set_autocast_cache_enabled(cacheBefore);
    if (outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(outer);
    }
  }
}
