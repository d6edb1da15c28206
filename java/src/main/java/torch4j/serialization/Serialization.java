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
 * Saves values to files and loads them: {@code torch.save} and {@code torch.load}, in the same
 * format. Python's default {@code torch.load} reads what is saved here; files of Python are loaded
 * as by {@code weights_only=True}, and those of PyTorch before 1.6 too. The package's documentation
 * says what each value becomes.
 *
 * <pre>{@code
 * Serialization.save(Map.of("epoch", 5, "model_state_dict", model.stateDict()), path);
 * Object checkpoint = Serialization.load(path);
 * }</pre>
 *
 * <p>A file may also be an array of bytes or a stream, such as a resource of the class path or an
 * object of a store. Whoever opened a stream closes it.
 */
public final class Serialization {
  private static final String FILE = "a file of torch.save";

  private Serialization() {}

  /** torch.load's defaults: storages go where they were, and are read at once. */
  public static LoadOptions loadOptions() {
    return new LoadOptions(saved -> saved, false, Set.of(), false);
  }

  /** The defaults of saving: on the disk when it returns. */
  public static SaveOptions saveOptions() {
    return new SaveOptions(true);
  }

  /**
   * Saves a value so that the file is, whatever happens meanwhile, the old one or the new one. Same
   * as {@code torch.save(value, path)}, which leaves half a file when it is interrupted.
   *
   * @throws IllegalArgumentException if Python's torch.load could not load something in it, with
   *     its place in the value, or the folder does not exist
   * @throws IllegalStateException if a tensor has been closed
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void save(Object value, Path path) {
    save(value, path, saveOptions());
  }

  /** The same with options. */
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
   * @throws IllegalArgumentException if Python's torch.load could not load something in it
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

  // Python's writer calls the folder like the file, without its ending.
  private static String folder(Path path) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return stem.isEmpty() || stem.contains("\\") || stem.startsWith(".") ? "archive" : stem;
  }

  /**
   * Loads a value. Same as {@code torch.load(path)}. Tensors belong to the scope that is open.
   *
   * @throws InvalidFileException if the file is damaged, or has in it what torch.load does not
   *     allow by default; it says where
   * @throws IllegalArgumentException if something was saved on a device that this machine lacks
   * @throws TorchException if there is no memory for a tensor
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Object load(Path path) {
    return load(path, loadOptions());
  }

  /** The same with options. */
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
   * The same with options.
   *
   * @throws IllegalArgumentException if they ask for memory-mapping, which needs a file
   */
  public static Object load(byte[] bytes, LoadOptions options) {
    Require.nonNull(bytes, "bytes", "a file's bytes");
    requireNotMapped(options, "bytes");
    return load(bytes, options, ByteSource::array, FileFailure.BYTES);
  }

  /**
   * Loads a value from a stream, such as a resource of the class path. Same as {@code
   * torch.load(file)}.
   *
   * <p>The stream is read to its end and stays open. What is longer than 1 MiB goes through a
   * temporary file below {@code java.io.tmpdir}, so that memory holds the tensors once.
   *
   * @throws InvalidFileException if the file is damaged, or has in it what torch.load does not
   *     allow by default; it says where
   * @throws IllegalArgumentException if something was saved on a device that this machine lacks
   * @throws TorchException if there is no memory for a tensor
   * @throws UncheckedIOException if the stream cannot be read, or there is no room for its bytes
   */
  public static Object load(InputStream in) {
    return load(in, loadOptions());
  }

  /**
   * The same with options.
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

  /** Opens what is loaded from. */
  @FunctionalInterface
  private interface Opening<T> {
    ByteSource open(T from) throws IOException;
  }

  private static <T> Object load(T from, LoadOptions options, Opening<T> opening, Object name) {
    try (ByteSource source = opening.open(from)) {
      return new FileLoader(source, options).load();
    } catch (InvalidFileException e) {
      throw e.in(name);
    } catch (Locations.UnavailableDevice e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    } catch (TorchException e) {
      throw new TorchException(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileFailure.reading(name, FILE, e);
    }
  }
}
