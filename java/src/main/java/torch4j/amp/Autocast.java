package torch4j.amp;

import java.util.Objects;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.ThreadState;
import torch4j.Torch;

/**
 * A region in which operators choose their dtype: products and convolutions run in half precision,
 * what needs the range of float32 in that. Same as {@code torch.autocast}.
 *
 * <pre>{@code
 * Tensor loss;
 * try (var autocast = Autocast.cpu(ScalarType.BFloat16)) {
 *   loss = criterion.call(model.call(x), y);
 * }
 * loss.backward();   // outside: the backward pass takes the dtypes of the forward pass
 * }</pre>
 *
 * <p>Parameters stay as they are; their copies in half precision are made once and kept until the
 * outermost region of the thread ends; until then a weight that was used in one dtype cannot be
 * used in the other, as in Python. Regions nest, also disabled ones, and hold for the thread that
 * opened them: it closes them, innermost first. Closing restores what was there before, exceptions
 * included.
 *
 * <p>Where Python warns and disables the region (a dtype that a device has no autocast for, CUDA on
 * a machine without it) this class refuses it.
 */
public final class Autocast implements AutoCloseable {
  private static final ThreadLocal<Autocast> INNERMOST = new ThreadLocal<>();

  private final Autocast outer = INNERMOST.get();
  private final DeviceType device;
  private final boolean enabledBefore;
  private final ScalarType dtypeBefore;
  private final boolean cacheBefore;
  private final ThreadState state;

  private Autocast(AutocastOptions options) {
    device = options.deviceType();
    enabledBefore = torch.is_autocast_enabled(device);
    dtypeBefore = torch.get_autocast_dtype(device).intern();
    cacheBefore = torch.is_autocast_cache_enabled();
    torch.set_autocast_enabled(device, options.enabled());
    torch.set_autocast_dtype(device, options.dtype() == null ? dtypeBefore : options.dtype());
    torch.increment_nesting();
    torch.set_autocast_cache_enabled(options.cacheEnabled().orElse(cacheBefore));
    state = new ThreadState(this::restore);
    INNERMOST.set(this);
  }

  /** Opens a region on the CPU, in bfloat16. Same as {@code torch.autocast("cpu")}. */
  public static Autocast cpu() {
    return of(options(DeviceType.CPU));
  }

  /**
   * Opens a region on the CPU. Same as {@code torch.autocast("cpu", dtype)}.
   *
   * @throws IllegalArgumentException if the dtype is neither bfloat16 nor float16
   */
  public static Autocast cpu(ScalarType dtype) {
    return of(options(DeviceType.CPU).dtype(Objects.requireNonNull(dtype, "dtype")));
  }

  /**
   * Opens a region on CUDA devices, in float16. Same as {@code torch.autocast("cuda")}.
   *
   * @throws IllegalStateException if there is no CUDA
   */
  public static Autocast cuda() {
    return of(options(DeviceType.CUDA));
  }

  /**
   * Opens a region on CUDA devices. Same as {@code torch.autocast("cuda", dtype)}.
   *
   * @throws IllegalArgumentException if the dtype is neither bfloat16 nor float16
   * @throws IllegalStateException if there is no CUDA
   */
  public static Autocast cuda(ScalarType dtype) {
    return of(options(DeviceType.CUDA).dtype(Objects.requireNonNull(dtype, "dtype")));
  }

  /**
   * Opens a region. Same as {@code torch.autocast(...)}.
   *
   * @throws IllegalArgumentException if it is an enabled one without a dtype, in a disabled one
   *     whose dtype is neither bfloat16 nor float16
   * @throws IllegalStateException if it is an enabled one on CUDA, and there is no CUDA
   */
  public static Autocast of(AutocastOptions options) {
    Torch.init();
    if (Objects.requireNonNull(options, "options").enabled()
        && options.deviceType() == DeviceType.CUDA
        && !Torch.cudaIsAvailable()) {
      throw new IllegalStateException(
          "Autocast: got deviceType CUDA on a machine without, expected CPU or enabled(false)");
    }
    if (options.enabled() && options.dtype() == null) {
      AutocastOptions.requireHalf("the outer region's dtype", dtype(options.deviceType()));
    }
    return new Autocast(options);
  }

  /**
   * PyTorch's defaults: enabled, in the device's own dtype, with a cache.
   *
   * @throws IllegalArgumentException if the device has no autocast
   */
  public static AutocastOptions options(DeviceType deviceType) {
    return AutocastOptions.of(deviceType);
  }

  /**
   * Whether this thread is in an enabled region for such devices. Same as {@code
   * torch.is_autocast_enabled(device_type)}.
   */
  public static boolean isEnabled(DeviceType deviceType) {
    Torch.init();
    return torch.is_autocast_enabled(Objects.requireNonNull(deviceType, "deviceType"));
  }

  /**
   * The dtype of a region for such devices that is opened without one. Same as {@code
   * torch.get_autocast_dtype(device_type)}.
   *
   * @throws IllegalArgumentException if the device has no autocast
   */
  public static ScalarType dtype(DeviceType deviceType) {
    AutocastOptions.requireAvailable(deviceType);
    return torch.get_autocast_dtype(deviceType).intern();
  }

  /**
   * Restores the state from before. Closing twice does nothing.
   *
   * @throws IllegalStateException if another thread opened it, or a region inside it is open;
   *     nothing has been changed then
   */
  @Override
  public void close() {
    state.close();
  }

  private void restore() {
    if (INNERMOST.get() != this) {
      throw new IllegalStateException(
          "close: got a region that has an open one inside, expected the innermost first");
    }
    if (torch.decrement_nesting() == 0) {
      torch.clear_cache();
    }
    torch.set_autocast_enabled(device, enabledBefore);
    torch.set_autocast_dtype(device, dtypeBefore);
    torch.set_autocast_cache_enabled(cacheBefore);
    if (outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(outer);
    }
  }
}
