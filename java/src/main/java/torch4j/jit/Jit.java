package torch4j.jit;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import torch4j.Torch;
import torch4j.TorchException;

/**
 * Loads, saves and optimises modules of TorchScript. Same as the functions of {@code torch.jit};
 * what writes TorchScript, {@code script} and {@code trace}, is Python's.
 *
 * <p>A file of TorchScript is a program: as in Python, load only what you trust. A file that is
 * damaged is refused, by the checksums in it.
 */
public final class Jit {
  private Jit() {}

  /** The options of {@link #load(Path, LoadOptions)}: where tensors go, further files. */
  public static LoadOptions loadOptions() {
    return new LoadOptions();
  }

  /** The options of {@link #freeze(ScriptModule, FreezeOptions)}. */
  public static FreezeOptions freezeOptions() {
    return new FreezeOptions();
  }

  /**
   * Loads a module that {@code torch.jit.save} wrote. Same as {@code torch.jit.load(path)}: it is
   * in the mode in which it was saved.
   *
   * @throws IllegalArgumentException if there is no such file, or it is damaged or something else
   *     than TorchScript; it says what
   * @throws TorchException if LibTorch refuses the file for another reason, such as an operator
   *     that it does not know
   */
  public static ScriptModule load(Path path) {
    return load(path, loadOptions());
  }

  /**
   * Loads a module that {@code torch.jit.save} wrote. Same as {@code torch.jit.load(path,
   * map_location, _extra_files)}.
   *
   * @throws IllegalArgumentException if there is no such file, or it is damaged or something else
   *     than TorchScript; it says what
   * @throws TorchException if LibTorch refuses the file for another reason
   */
  public static ScriptModule load(Path path, LoadOptions options) {
    Torch.init();
    ScriptArchive.requireIntact(path);
    // Only names that are asked for, in an order of their own: the map is the user's.
    Map<String, byte[]> files = new TreeMap<>(options.extraFiles());
    byte[][] names = ValueWriter.utf8(files.keySet());
    byte[][] contents = files.values().toArray(new byte[0][]);
    String device = options.mapLocation() == null ? "" : options.mapLocation().str().getString();
    long module = load(path, device, names, contents);
    int i = 0;
    for (String name : files.keySet()) {
      options.extraFiles().put(name, contents[i++]);
    }
    return ScriptModule.of(module);
  }

  private static long load(Path path, String device, byte[][] names, byte[][] contents) {
    byte[] absolute = ValueWriter.utf8(path.toAbsolutePath().toString());
    try {
      return NativeJit.load(absolute, ValueWriter.utf8(device), names, contents);
    } catch (TorchException e) {
      throw new TorchException(path + ": LibTorch cannot load it: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a module. Same as {@code torch.jit.save(module, path)}.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void save(ScriptModule module, Path path) {
    module.save(path);
  }

  /**
   * Writes a module and further files. Same as {@code torch.jit.save(module, path, _extra_files)}.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void save(ScriptModule module, Path path, Map<String, byte[]> extraFiles) {
    module.save(path, extraFiles);
  }

  /**
   * A copy whose parameters and submodules are constants of the code. Same as {@code
   * torch.jit.freeze(module)}.
   *
   * @throws IllegalStateException if the module is in training mode
   * @throws TorchException if LibTorch cannot freeze it
   */
  public static ScriptModule freeze(ScriptModule module) {
    return freeze(module, freezeOptions());
  }

  /**
   * A copy whose parameters and submodules are constants of the code. Same as {@code
   * torch.jit.freeze(module, preserved_attrs, optimize_numerics)}.
   *
   * @throws IllegalStateException if the module is in training mode
   * @throws TorchException if LibTorch cannot freeze it, or knows no such attribute
   */
  public static ScriptModule freeze(ScriptModule module, FreezeOptions options) {
    if (module.isTraining()) {
      throw new IllegalStateException(
          "freeze: got a module in training mode, expected one in evaluation mode; call eval()"
              + " first");
    }
    try {
      byte[][] preserved = ValueWriter.utf8(options.preservedAttrs());
      return ScriptModule.of(
          NativeJit.freeze(module.address(), preserved, options.optimizeNumerics()));
    } finally {
      Reference.reachabilityFence(module);
    }
  }

  /**
   * A frozen module in a form that this machine computes fastest. Same as {@code
   * torch.jit.optimize_for_inference(module)}.
   *
   * @see #optimizeForInference(ScriptModule, List)
   */
  public static ScriptModule optimizeForInference(ScriptModule module) {
    return optimizeForInference(module, List.of());
  }

  /**
   * A frozen module in a form that this machine computes fastest. Same as {@code
   * torch.jit.optimize_for_inference(module, other_methods)}: as there, a module that is not frozen
   * yet is put into evaluation mode and frozen, a frozen one is changed itself, and the result is
   * not for saving.
   *
   * @param otherMethods methods to be kept and optimised beside {@code forward}
   * @throws TorchException if LibTorch cannot freeze it, or knows no such method
   */
  public static ScriptModule optimizeForInference(ScriptModule module, List<String> otherMethods) {
    ScriptModule frozen = module;
    if (!module.isFrozen()) {
      module.eval();
      frozen = freeze(module, freezeOptions().preservedAttrs(otherMethods.toArray(String[]::new)));
    }
    try {
      NativeJit.optimizeForInference(frozen.address(), ValueWriter.utf8(otherMethods));
      return frozen;
    } finally {
      Reference.reachabilityFence(frozen);
    }
  }
}
