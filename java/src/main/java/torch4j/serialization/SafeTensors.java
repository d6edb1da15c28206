package torch4j.serialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.internal.AtomicFile;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * The safetensors format: tensors by name, and text beside them. Same as {@code
 * safetensors.torch.load_file} and {@code save_file}.
 *
 * <p>A file is mapped, not read: loading takes no time and no memory, and a tensor whose bytes are
 * aligned to its dtype is the file's memory itself. What is written to it stays in memory. The file
 * must not be cut short or changed in place meanwhile; to put another in its place is safe.
 *
 * <p>Bytes and streams are copied. Whoever opened a stream closes it.
 */
public final class SafeTensors {
  static final String FILE = "a safetensors file";

  private SafeTensors() {}

  /**
   * All tensors of a file by their names, in the order of their bytes. They belong to the scope
   * that is open.
   *
   * @throws InvalidFileException if the file breaks a rule of the format
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, Tensor> load(Path path) {
    try (SafeTensorsFile file = open(path)) {
      return file.tensors();
    }
  }

  /** The same on a device. */
  public static Map<String, Tensor> load(Path path, Device device) {
    Require.nonNull(device, "device", "a device");
    return moved(load(path), device);
  }

  private static Map<String, Tensor> moved(Map<String, Tensor> tensors, Device device) {
    if (!device.is_cpu()) {
      tensors.replaceAll(
          (name, tensor) -> {
            try (tensor) {
              return tensor.to(device, tensor.scalar_type());
            }
          });
    }
    return tensors;
  }

  /** The tensors of a file's bytes, copied. Same as {@code safetensors.torch.load}. */
  public static Map<String, Tensor> load(byte[] bytes) {
    Require.nonNull(bytes, "bytes", "a file's bytes");
    Torch.init();
    return tensors(ByteSource.array(bytes), FileFailure.BYTES);
  }

  /**
   * The tensors of a stream, such as a resource of the class path, copied. It is read to its end
   * and stays open; what is longer than 1 MiB goes through a temporary file.
   *
   * @throws InvalidFileException if the file breaks a rule of the format
   * @throws UncheckedIOException if the stream cannot be read, or there is no room for its bytes
   */
  public static Map<String, Tensor> load(InputStream in) {
    Require.nonNull(in, "in", "a stream");
    Torch.init();
    try {
      return tensors(ByteSource.stream(in), FileFailure.STREAM);
    } catch (IOException e) {
      throw FileFailure.reading(FileFailure.STREAM, FILE, e);
    }
  }

  private static Map<String, Tensor> tensors(ByteSource source, String name) {
    try (var file = new SafeTensorsFile(source, name)) {
      return file.tensors();
    }
  }

  /**
   * Opens a file, to load some of its tensors. Same as {@code safetensors.safe_open}.
   *
   * @throws InvalidFileException if the file breaks a rule of the format
   * @throws UncheckedIOException if it cannot be read
   */
  public static SafeTensorsFile open(Path path) {
    Require.nonNull(path, "path", "a path");
    Torch.init();
    return new SafeTensorsFile(mapped(path), path.toString());
  }

  private static ByteSource mapped(Path path) {
    try {
      return ByteSource.mapped(path);
    } catch (InvalidFileException e) {
      throw e.in(path);
    } catch (IOException e) {
      throw FileFailure.reading(path, FILE, e);
    }
  }

  /**
   * Saves tensors. Same as {@code save_file(tensors, path)}, and as safe as {@link
   * Serialization#save}.
   *
   * @throws IllegalArgumentException if a tensor is not contiguous, is of a dtype that the format
   *     does not have, or shares memory with another; or if the folder does not exist
   * @throws IllegalStateException if a tensor has been closed
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void save(Map<String, Tensor> tensors, Path path) {
    save(tensors, Map.of(), path);
  }

  /** The same with text beside the tensors: the {@code metadata} argument. */
  public static void save(Map<String, Tensor> tensors, Map<String, String> metadata, Path path) {
    Require.nonNull(path, "path", "a path");
    Torch.init();
    try (var writer = new SafeTensorsWriter(tensors, metadata);
        var file = new AtomicFile(path)) {
      writer.write(file.channel());
      file.commit(true);
    } catch (IOException e) {
      throw FileFailure.writing(path, e);
    } finally {
      Reference.reachabilityFence(tensors);
    }
  }

  /**
   * Saves tensors to a stream, which stays open. Same as {@code safetensors.torch.save(tensors)}.
   *
   * @throws IllegalArgumentException if a tensor cannot be saved
   * @throws IllegalStateException if a tensor has been closed
   * @throws UncheckedIOException if the stream cannot be written to
   */
  public static void save(Map<String, Tensor> tensors, OutputStream out) {
    save(tensors, Map.of(), out);
  }

  /** The same with text beside the tensors: the {@code metadata} argument. */
  public static void save(
      Map<String, Tensor> tensors, Map<String, String> metadata, OutputStream out) {
    Require.nonNull(out, "out", "a stream");
    Torch.init();
    try (var writer = new SafeTensorsWriter(tensors, metadata)) {
      writer.write(Channels.newChannel(out));
      out.flush();
    } catch (IOException e) {
      throw FileFailure.writingStream(e);
    } finally {
      Reference.reachabilityFence(tensors);
    }
  }
}
