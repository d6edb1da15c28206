package torch4j.serialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Set;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.AtomicFile;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * Saves and loads values in PyTorch's format: {@code torch.save} and {@code torch.load}. Python's
 * default {@code torch.load} loads what is saved here; files of Python are loaded as with {@code
 * weights_only=True}, those of the legacy format before PyTorch 1.6 included. The package's
 * documentation says which Java type each Python type becomes.
 *
 * <pre>{@code
 * Serialization.save(Map.of("epoch", 5, "model_state_dict", model.stateDict()), path);
 * Object checkpoint = Serialization.load(path);
 * }</pre>
 *
 * <p>A file can also be a byte array or a stream, such as a class-path resource or an object of an
 * object store. Streams stay open: their owner closes them.
 */
public final class Serialization {
  private static final String FILE = "a file of torch.save";

  private Serialization() {}

  /** The options of loading, with the defaults of torch.load. */
  public static LoadOptions loadOptions() {
    return new LoadOptions(saved -> saved, false, Set.of(), false);
  }

  /** The options of saving; by default the file is on the disk when saving returns. */
  public static SaveOptions saveOptions() {
    return new SaveOptions(true);
  }

  /**
   * Saves a value. Same as {@code torch.save(value, path)}, but atomic: whenever it fails or the
   * process ends, the file is either the old or the new one.
   *
   * @param value the value; null is None
   * @throws IllegalArgumentException if Python's torch.load could not load something in the value,
   *     with its path in the value, or the folder does not exist
   * @throws IllegalStateException if a tensor has been closed
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void save(Object value, Path path) {
    save(value, path, saveOptions());
  }

  /**
   * Same, with options.
   *
   * @param value the value; null is None
   */
  public static void save(Object value, Path path, SaveOptions options) {
    Require.nonNull(path, "path", "a path");
    Require.nonNull(options, "options", "Serialization.saveOptions()");
    Torch.init();
    try (var pickled = new SavedValue(value);
        var file = new AtomicFile(path)) {
      pickled.write(file.channel(), folder(path));
      file.commit(options.durable());
    } catch (IOException e) {
      throw FileFailure.writing(path, e);
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  /**
   * Saves a value to a stream, which stays open. Same as {@code torch.save(value, file)}.
   *
   * @param value the value; null is None
   * @throws IllegalArgumentException if Python's torch.load could not load something in the value
   * @throws IllegalStateException if a tensor has been closed
   * @throws UncheckedIOException if the stream cannot be written to
   */
  public static void save(Object value, OutputStream out) {
    Require.nonNull(out, "out", "a stream");
    Torch.init();
    try (var pickled = new SavedValue(value)) {
      pickled.write(Channels.newChannel(out), "archive");
      out.flush();
    } catch (IOException e) {
      throw FileFailure.writingStream(e);
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  // The archive's folder is named as by Python: like the file, without its extension.
  private static String folder(Path path) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return stem.isEmpty() || stem.contains("\\") || stem.startsWith(".") ? "archive" : stem;
  }

  /**
   * Loads a value. Same as {@code torch.load(path)}. Tensors belong to the innermost open scope.
   *
   * @throws InvalidFileException if the file is damaged, or has an object in it that torch.load
   *     refuses by default; the message names its path in the value
   * @throws IllegalArgumentException if a storage was saved on a device that this machine lacks
   * @throws TorchException if there is no memory for a tensor
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Object load(Path path) {
    return load(path, loadOptions());
  }

  /** Same, with options. */
  public static Object load(Path path, LoadOptions options) {
    Require.nonNull(path, "path", "a path");
    requireOptions(options);
    Torch.init();
    return load(path, options, options.mmap() ? ByteSource::mapped : ByteSource::file, path);
  }

  /** Loads a value from a file's bytes. Same as {@code torch.load(io.BytesIO(bytes))}. */
  public static Object load(byte[] bytes) {
    return load(bytes, loadOptions());
  }

  /**
   * Same, with options.
   *
   * @throws IllegalArgumentException if they ask for memory-mapping, which needs a file
   */
  public static Object load(byte[] bytes, LoadOptions options) {
    Require.nonNull(bytes, "bytes", "a file's bytes");
    requireNotMapped(options, "bytes");
    return load(bytes, options, ByteSource::array, FileFailure.BYTES);
  }

  /**
   * Loads a value from a stream, such as a class-path resource. Same as {@code torch.load(file)}.
   *
   * <p>The stream is read to its end and stays open. More than 1 MiB is buffered in a temporary
   * file below {@code java.io.tmpdir}, so that the tensors are in memory only once.
   *
   * @throws InvalidFileException if the file is damaged, or has an object in it that torch.load
   *     refuses by default; the message names its path in the value
   * @throws IllegalArgumentException if a storage was saved on a device that this machine lacks
   * @throws TorchException if there is no memory for a tensor
   * @throws UncheckedIOException if the stream cannot be read, or the temporary file not be written
   */
  public static Object load(InputStream in) {
    return load(in, loadOptions());
  }

  /**
   * Same, with options.
   *
   * @throws IllegalArgumentException if they ask for memory-mapping, which needs a file
   */
  public static Object load(InputStream in, LoadOptions options) {
    Require.nonNull(in, "in", "a stream");
    requireNotMapped(options, "a stream");
    return load(in, options, ByteSource::stream, FileFailure.STREAM);
  }

  private static void requireOptions(LoadOptions options) {
    Require.nonNull(options, "options", "Serialization.loadOptions()");
  }

  private static void requireNotMapped(LoadOptions options, String source) {
    requireOptions(options);
    if (options.mmap()) {
      throw new IllegalArgumentException(
          "mmap: got true with " + source + ", expected a path to map");
    }
    Torch.init();
  }

  /** Opens a source of bytes. */
  @FunctionalInterface
  private interface Opening<T> {
    ByteSource open(T from) throws IOException;
  }

  private static <T> Object load(T from, LoadOptions options, Opening<T> opening, Object name) {
    try (ByteSource source = opening.open(from)) {
      return new FileLoader(source, options).load();
    } catch (InvalidFileException e) {
      throw e.in(name);
    } catch (MapLocation.UnavailableDevice e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    } catch (TorchException e) {
      throw new TorchException(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileFailure.reading(name, FILE, e);
    }
  }
}
