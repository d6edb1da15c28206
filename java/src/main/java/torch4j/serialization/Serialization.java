package torch4j.serialization;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.channels.Channels;
import java.nio.file.Path;
import torch4j.Torch;
import torch4j.internal.AtomicFile;

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
 */
public final class Serialization {
  private Serialization() {}

  /** torch.load's defaults: storages go where they were, and are read at once. */
  public static LoadOptions loadOptions() {
    return new LoadOptions(saved -> saved, false);
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
    Torch.init();
    try (var pickled = new SavedValue(value);
        var file = new AtomicFile(path)) {
      pickled.write(file.channel(), folder(path));
      file.commit(options.durable());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  /** Saves a value to a stream, which stays open. Same as {@code torch.save(value, file)}. */
  public static void save(Object value, OutputStream out) {
    Torch.init();
    try (var pickled = new SavedValue(value)) {
      pickled.write(Channels.newChannel(out), "archive");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
   *     allow by default
   * @throws IllegalArgumentException if something was saved on a device that this machine lacks
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Object load(Path path) {
    return load(path, loadOptions());
  }

  /** The same with options. */
  public static Object load(Path path, LoadOptions options) {
    Torch.init();
    try (ByteSource source = options.mmap() ? ByteSource.mapped(path) : ByteSource.file(path)) {
      return new FileLoader(source, options).load();
    } catch (InvalidFileException e) {
      throw e.in(path.toString());
    } catch (Locations.UnavailableDevice e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    if (options.mmap()) {
      throw new IllegalArgumentException("mmap: got true with bytes, expected a path to map");
    }
    Torch.init();
    try (ByteSource source = ByteSource.array(bytes)) {
      return new FileLoader(source, options).load();
    } catch (Locations.UnavailableDevice e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
