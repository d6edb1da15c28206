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
 * Loads, saves and optimizes TorchScript modules: the functions of {@code torch.jit}, except {@code
 * script} and {@code trace}, which need Python.
 *
 * <p>A TorchScript file is a program: as in Python, load only files that you trust. A damaged file
 * is detected by its checksums and refused.
 *
 * <p>Streams stay open: their owner closes them.
 */
public final class Jit {
  private Jit() {}

  /** The options of loading, with PyTorch's defaults. */
  public static LoadOptions loadOptions() {
    return new LoadOptions();
  }

  /** The options of freezing, with PyTorch's defaults. */
  public static FreezeOptions freezeOptions() {
    return new FreezeOptions();
  }

  /**
   * Loads a module, in the mode in which it was saved. Same as {@code torch.jit.load(path)}.
   *
   * @throws IllegalArgumentException if the file is missing, damaged, or not TorchScript
   * @throws TorchException if LibTorch cannot load it for another reason, such as an unknown
   *     operator
   */
  public static ScriptModule load(Path path) {
    return load(path, loadOptions());
  }

  /**
   * Loads a module, with options. Same as {@code torch.jit.load(path, map_location, _extra_files)}.
   *
   * @throws IllegalArgumentException if the file is missing, damaged, or not TorchScript, or the
   *     map of extra files cannot be modified
   * @throws TorchException if LibTorch cannot load it for another reason
   */
  public static ScriptModule load(Path path, LoadOptions options) {
    Require.nonNull(path, "path", "a path");
    requireOptions(options);
    return load(path, path, options);
  }

  /**
   * Loads a module from the bytes of a file, through a temporary file below {@code java.io.tmpdir}.
   * Same as {@code torch.jit.load(io.BytesIO(bytes))}.
   *
   * @throws IllegalArgumentException if the bytes are damaged, or not TorchScript
   * @throws TorchException if LibTorch cannot load them for another reason
   */
  public static ScriptModule load(byte[] bytes) {
    return load(bytes, loadOptions());
  }

  /** Same, with options. */
  public static ScriptModule load(byte[] bytes, LoadOptions options) {
    Require.nonNull(bytes, "bytes", "a file's bytes");
    requireOptions(options);
    try (SpooledFile file = SpooledFile.of(bytes)) {
      return load(file.path(), FileFailure.BYTES, options);
    }
  }

  /**
   * Loads a module from a stream, such as a class-path resource. Same as {@code
   * torch.jit.load(file)}. The stream is read to its end and stays open; its bytes are buffered in
   * a temporary file below {@code java.io.tmpdir}.
   *
   * @throws IllegalArgumentException if the stream is damaged, or not TorchScript
   * @throws TorchException if LibTorch cannot load it for another reason
   * @throws java.io.UncheckedIOException if the stream cannot be read, or the temporary file not be
   *     written
   */
  public static ScriptModule load(InputStream in) {
    return load(in, loadOptions());
  }

  /** Same, with options. */
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
    String device = options.mapLocation() == null ? "" : options.mapLocation().toString();
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
   * Saves a module. Same as {@code torch.jit.save(module, path)}.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void save(ScriptModule module, Path path) {
    requireModule(module).save(path);
  }

  /**
   * Saves a module with extra files. Same as {@code torch.jit.save(module, path, _extra_files)}.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void save(ScriptModule module, Path path, Map<String, byte[]> extraFiles) {
    requireModule(module).save(path, extraFiles);
  }

  /**
   * Saves a module to a stream, which stays open. Same as {@code torch.jit.save(module, file)}.
   *
   * @throws java.io.UncheckedIOException if the stream cannot be written to
   */
  public static void save(ScriptModule module, OutputStream out) {
    requireModule(module).save(out);
  }

  /** Saves a module with extra files to a stream, which stays open. */
  public static void save(ScriptModule module, OutputStream out, Map<String, byte[]> extraFiles) {
    requireModule(module).save(out, extraFiles);
  }

  private static ScriptModule requireModule(ScriptModule module) {
    return Require.nonNull(module, "module", "a module of TorchScript");
  }

  /**
   * Returns a copy with submodules inlined and parameters and attributes as constants of the graph.
   * Same as {@code torch.jit.freeze(module)}.
   *
   * @throws IllegalStateException if the module is in training mode
   * @throws TorchException if LibTorch cannot freeze it
   */
  public static ScriptModule freeze(ScriptModule module) {
    return freeze(module, freezeOptions());
  }

  /**
   * Returns a copy with submodules inlined and parameters and attributes as constants of the graph.
   * Same as {@code torch.jit.freeze(module, preserved_attrs, optimize_numerics)}.
   *
   * @throws IllegalStateException if the module is in training mode
   * @throws TorchException if LibTorch cannot freeze it, or an attribute does not exist
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
   * Freezes a module and optimizes it for inference on this machine. Same as {@code
   * torch.jit.optimize_for_inference(module)}.
   *
   * @see #optimizeForInference(ScriptModule, List)
   */
  public static ScriptModule optimizeForInference(ScriptModule module) {
    return optimizeForInference(module, List.of());
  }

  /**
   * Freezes a module and optimizes it for inference on this machine. Same as {@code
   * torch.jit.optimize_for_inference(module, other_methods)}: a module that is not frozen is set to
   * evaluation mode and frozen, a frozen one is modified in place, and the result should not be
   * saved.
   *
   * @param otherMethods methods to preserve and optimize beside {@code forward}
   * @throws TorchException if LibTorch cannot freeze it, or a method does not exist
   */
  public static ScriptModule optimizeForInference(ScriptModule module, List<String> otherMethods) {
    ScriptModule frozen = requireModule(module);
    Require.nonNull(otherMethods, "otherMethods", "methods' names, or none");
    otherMethods.forEach(method -> Require.nonNull(method, "otherMethods", "no null elements"));
    if (!module.isFrozen()) {
      module.eval();
      frozen = freeze(module, freezeOptions().preservedAttrs(otherMethods.toArray(String[]::new)));
    }
    frozen.handle().optimizeForInference(otherMethods);
    return frozen;
  }
}
