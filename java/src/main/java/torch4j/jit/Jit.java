package torch4j.jit;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;
import torch4j.internal.SpooledFile;

/**
 * Loads, saves and optimises modules of TorchScript. Same as the functions of {@code torch.jit};
 * what writes TorchScript, {@code script} and {@code trace}, is Python's.
 *
 * <p>A file of TorchScript is a program: as in Python, load only what you trust. A file that is
 * damaged is refused, by the checksums in it.
 *
 * <p>Whoever opened a stream closes it.
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
    Require.nonNull(path, "path", "a path");
    requireOptions(options);
    return load(path, path, options);
  }

  /**
   * Loads a module from a file's bytes, by way of a temporary file below {@code java.io.tmpdir}.
   * Same as {@code torch.jit.load(io.BytesIO(bytes))}.
   *
   * @throws IllegalArgumentException if they are damaged or something else than TorchScript
   * @throws TorchException if LibTorch refuses the file for another reason
   */
  public static ScriptModule load(byte[] bytes) {
    return load(bytes, loadOptions());
  }

  /** The same with options. */
  public static ScriptModule load(byte[] bytes, LoadOptions options) {
    Require.nonNull(bytes, "bytes", "a file's bytes");
    requireOptions(options);
    try (SpooledFile file = SpooledFile.of(bytes)) {
      return load(file.path(), FileFailure.BYTES, options);
    }
  }

  /**
   * Loads a module from a stream, such as a resource of the class path. Same as {@code
   * torch.jit.load(file)}.
   *
   * <p>The stream is read to its end and stays open. Its bytes go through a temporary file below
   * {@code java.io.tmpdir}.
   *
   * @throws IllegalArgumentException if it is damaged or something else than TorchScript
   * @throws TorchException if LibTorch refuses the file for another reason
   * @throws java.io.UncheckedIOException if the stream cannot be read, or there is no room for its
   *     bytes
   */
  public static ScriptModule load(InputStream in) {
    return load(in, loadOptions());
  }

  /** The same with options. */
  public static ScriptModule load(InputStream in, LoadOptions options) {
    Require.nonNull(in, "in", "a stream");
    requireOptions(options);
    try (SpooledFile file = SpooledFile.of(in)) {
      return load(file.path(), FileFailure.STREAM, options);
    }
  }

  private static void requireOptions(LoadOptions options) {
    Require.nonNull(options, "options", "Jit.loadOptions()");
  }

  private static ScriptModule load(Path file, Object name, LoadOptions options) {
    Torch.init();
    Set<String> there = ScriptArchive.requireIntact(file, name);
    ExtraFiles extraFiles = ExtraFiles.toRead(options.extraFiles(), there);
    String device = options.mapLocation() == null ? "" : options.mapLocation().str().getString();
    var module = new ScriptHandle(load(file, name, device, extraFiles));
    extraFiles.putInto(options.extraFiles());
    return ScriptModule.of(module);
  }

  private static long load(Path file, Object name, String device, ExtraFiles extraFiles) {
    byte[] absolute = ValueWriter.utf8(file.toAbsolutePath().toString());
    try {
      return NativeJit.load(
          absolute, ValueWriter.utf8(device), extraFiles.names(), extraFiles.contents());
    } catch (TorchException e) {
      throw new TorchException(name + ": LibTorch cannot load it: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a module. Same as {@code torch.jit.save(module, path)}.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void save(ScriptModule module, Path path) {
    requireModule(module).save(path);
  }

  /**
   * Writes a module and further files. Same as {@code torch.jit.save(module, path, _extra_files)}.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void save(ScriptModule module, Path path, Map<String, byte[]> extraFiles) {
    requireModule(module).save(path, extraFiles);
  }

  /**
   * Writes a module to a stream, which stays open. Same as {@code torch.jit.save(module, file)}.
   *
   * @throws java.io.UncheckedIOException if the stream cannot be written to
   */
  public static void save(ScriptModule module, OutputStream out) {
    requireModule(module).save(out);
  }

  /** Writes a module and further files to a stream, which stays open. */
  public static void save(ScriptModule module, OutputStream out, Map<String, byte[]> extraFiles) {
    requireModule(module).save(out, extraFiles);
  }

  private static ScriptModule requireModule(ScriptModule module) {
    return Require.nonNull(module, "module", "a module of TorchScript");
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
    requireModule(module);
    Require.nonNull(options, "options", "Jit.freezeOptions()");
    if (module.isTraining()) {
      throw new IllegalStateException(
          "freeze: got a module in training mode, expected one in evaluation mode; call eval()"
              + " first");
    }
    return ScriptModule.of(module.handle().freeze(options));
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
    ScriptModule frozen = requireModule(module);
    Require.nonNull(otherMethods, "otherMethods", "methods' names, or none");
    otherMethods.forEach(method -> Require.nonNull(method, "otherMethods", "no null among them"));
    if (!module.isFrozen()) {
      module.eval();
      frozen = freeze(module, freezeOptions().preservedAttrs(otherMethods.toArray(String[]::new)));
    }
    frozen.handle().optimizeForInference(otherMethods);
    return frozen;
  }
}
