package torch4j;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.LeakDetector;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.Natives;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.internal.TensorScope;

/**
 * What Python has in the module {@code torch} itself: start-up, seed, device, grad mode, threads;
 * and the memory scope.
 *
 * <p>LibTorch is loaded once, at the first use of any torch4j class. A program that uses a class of
 * {@code org.bytedeco.pytorch} before any of torch4j calls {@link #init()} first, so that the
 * native libraries are chosen here and not by the presets' own defaults. All methods may be called
 * from any thread.
 */
public final class Torch extends DecompositionFunctions {
  private Torch() {}

  /**
   * Loads LibTorch and libtorch4j, if that has not happened yet.
   *
   * @throws TorchException if they cannot be loaded on this machine; it says what was looked for,
   *     and where
   */
  public static void init() {
    Natives.requireLoaded();
  }

  /**
   * Has the exception for using a closed tensor say where it was closed: its cause is the stack of
   * {@code close()}, or of the end of the scope. For debugging, and slow; off unless the system
   * property {@code torch4j.leaks} is true. It knows of tensors that are made or closed while it is
   * on.
   */
  public static void detectLeaks(boolean enabled) {
    LeakDetector.setEnabled(enabled);
  }

  /** Seeds the default generators of all devices. Same as {@code torch.manual_seed}. */
  public static void manualSeed(long seed) {
    init();
    torch.manual_seed(seed);
  }

  /**
   * The state of the CPU's random numbers, to be saved in a checkpoint. Same as {@code
   * torch.get_rng_state()}.
   *
   * @return bytes that Python's {@code torch.set_rng_state} takes, too
   */
  public static Tensor getRngState() {
    init();
    return new Tensor(torch.getDefaultCPUGenerator().get_state());
  }

  /**
   * Sets the state of the CPU's random number generator. Same as {@code
   * torch.set_rng_state(state)}.
   *
   * @throws IllegalArgumentException if the tensor is no such state
   * @throws IllegalStateException if it is closed
   */
  public static void setRngState(Tensor state) {
    init();
    Require.nonNull(state, "state", "what getRngState() returned");
    if (state.raw.isNull()) {
      throw LeakDetector.closedTensor("state", state.raw);
    }
    try {
      torch.getDefaultCPUGenerator().set_state(state.raw);
    } catch (RuntimeException e) {
      if (!LibTorchErrors.isLibTorchError(e)) {
        throw e;
      }
      throw new IllegalArgumentException(
          "state: got "
              + TensorDescription.of(state)
              + ", expected what getRngState() returned; "
              + LibTorchErrors.message(e),
          e);
    }
  }

  /**
   * Opens a scope that frees, when it ends, the tensors made inside it.
   *
   * @see Scope
   */
  public static Scope scope() {
    init();
    return new Scope();
  }

  /**
   * Keeps what a step of a loop over a {@code DataLoader}, or a {@link Scope} of this thread, would
   * free at its end: a tensor, or a record, list, map, array or Optional of them, however deep. It
   * belongs to no scope from then on: the garbage collector frees it, or its own {@code close()}.
   *
   * <pre>{@code
   * Tensor worst = null;
   * for (Batch batch : loader) {
   *   Tensor loss = lossOf(batch);
   *   if (worst == null || loss.itemDouble() > worst.itemDouble()) {
   *     worst = Torch.keep(loss.detach());
   *   }
   * }
   * }</pre>
   *
   * @return the same object
   * @throws IllegalArgumentException if it is null, if one of its tensors owns nothing, or a record
   *     cannot be read; nothing is kept then
   */
  public static <T> T keep(T value) {
    Require.nonNull(value, "value", "a tensor, or an object with tensors in it");
    HeldPointers.of(value).forEach(TensorScope::releaseFromAny);
    return value;
  }

  /** Turns gradient recording off on this thread until closed. Same as {@code torch.no_grad()}. */
  public static ThreadState noGrad() {
    return gradMode(false);
  }

  /**
   * Turns gradient recording on on this thread until closed. Same as {@code torch.enable_grad()}.
   */
  public static ThreadState enableGrad() {
    return gradMode(true);
  }

  /**
   * Turns gradient recording on or off on this thread; closing the result brings back what was
   * before, and need not happen. Same as {@code torch.set_grad_enabled(mode)}.
   */
  public static ThreadState setGradEnabled(boolean mode) {
    return gradMode(mode);
  }

  private static ThreadState gradMode(boolean enabled) {
    init();
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(enabled);
    return new ThreadState(() -> GradMode.set_enabled(before));
  }

  /** Whether operators record gradients on this thread. Same as {@code torch.is_grad_enabled()}. */
  public static boolean isGradEnabled() {
    init();
    return GradMode.is_enabled();
  }

  /**
   * Turns inference mode on on this thread until closed: no gradients, no version counting. Same as
   * {@code torch.inference_mode()}.
   */
  public static ThreadState inferenceMode() {
    return inferenceMode(true);
  }

  /**
   * Turns inference mode on or off on this thread until closed. Same as {@code
   * torch.inference_mode(mode)}.
   */
  public static ThreadState inferenceMode(boolean mode) {
    init();
    try (var escape =
        new PointerScope()) { // the guard must not end with a scope that happens to be open
      var guard = new InferenceMode(mode);
      escape.extend();
      return new ThreadState(guard::deallocate);
    }
  }

  /**
   * Whether this thread is in inference mode. Same as {@code torch.is_inference_mode_enabled()}.
   */
  public static boolean isInferenceModeEnabled() {
    init();
    return InferenceMode.is_enabled();
  }

  /** Whether LibTorch has CUDA and a device for it. Same as {@code torch.cuda.is_available()}. */
  public static boolean cudaIsAvailable() {
    init();
    return torch.cuda_is_available();
  }

  /**
   * The first CUDA device if there is one, else the CPU: the line that every PyTorch script begins
   * with.
   */
  public static Device device() {
    return device(cudaIsAvailable() ? "cuda" : "cpu");
  }

  /**
   * The device of this name. Same as {@code torch.device(name)}.
   *
   * @param name "cpu", "cuda", "cuda:1" and so on
   * @throws IllegalArgumentException if LibTorch has no such device
   */
  public static Device device(String name) {
    return Device.of(Require.nonNull(name, "name", "cpu, cuda or cuda:N"));
  }

  /**
   * Sets the number of threads that one operator may use, in LibTorch and in its BLAS together.
   * Same as {@code torch.set_num_threads}.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public static void setNumThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: got " + threads + ", expected >= 1");
    }
    init();
    Natives.setNumThreads(threads);
  }

  /** The number of threads that one operator may use. Same as {@code torch.get_num_threads}. */
  public static int getNumThreads() {
    init();
    return torch.get_num_threads();
  }

  /**
   * Sets how {@link Tensor#toString()} prints, in all threads. Same as {@code
   * torch.set_printoptions}.
   *
   * @throws IllegalArgumentException if it is null
   */
  public static void setPrintOptions(PrintOptions options) {
    PrintOptions.setCurrent(Require.nonNull(options, "options", "print options"));
  }

  /** How tensors are printed. Same as {@code torch._tensor_str.get_printoptions}. */
  public static PrintOptions getPrintOptions() {
    return PrintOptions.current();
  }

  /**
   * Versions, BLAS, threads, CPU capability, CUDA, and the path of every native library: what a bug
   * report needs. One fact a line.
   */
  public static String describe() {
    init();
    return Natives.describe();
  }
}
