package torch4j.serialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.AtomicFile;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * Loads and saves files of the safetensors format: named tensors, and metadata. Same as {@code
 * safetensors.torch.load_file} and {@code save_file}.
 *
 * <p>A file is mapped into memory, not read: loading takes no time and no memory, and a tensor
 * whose bytes are aligned to its dtype uses the mapping itself. Writing to it does not change the
 * file. The file must not be truncated or changed in place while tensors use it; replacing it is
 * safe.
 *
 * <p>Byte arrays and streams are copied. Streams stay open: their owner closes them.
 */
public final class SafeTensors {
  static final String FILE = "a safetensors file";

  private SafeTensors() {}

  /**
   * Loads all tensors of a file, by name, in the order of their bytes. They belong to the innermost
   * open scope.
   *
   * @throws InvalidFileException if the file does not follow the format
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, Tensor> load(Path path) {
    try (SafeTensorsFile file = open(path)) {
      return file.tensors();
    }
  }

  /** Same, to this device. */
  public static Map<String, Tensor> load(Path path, Device device) {
    Require.nonNull(device, "device", "a device");
    return moved(load(path), device);
  }

  private static Map<String, Tensor> moved(Map<String, Tensor> tensors, Device device) {
    if (!device.type().equals("cpu")) {
      tensors.replaceAll(
          (name, tensor) -> {
            try (tensor) {
              return tensor.to(device, tensor.dtype());
            }
          });
    }
    return tensors;
  }

  /** Loads all tensors from the bytes of a file. Same as {@code safetensors.torch.load}. */
  public static Map<String, Tensor> load(byte[] bytes) {
    Require.nonNull(bytes, "bytes", "a file's bytes");
    Torch.init();
    return tensors(ByteSource.array(bytes), FileFailure.BYTES);
  }

  /**
   * Loads all tensors from a stream, such as a class-path resource. The stream is read to its end
   * and stays open; more than 1 MiB is buffered in a temporary file.
   *
   * @throws InvalidFileException if the stream does not follow the format
   * @throws UncheckedIOException if the stream cannot be read, or the temporary file not be written
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
   * Opens a file to load single tensors. Same as {@code safetensors.safe_open}.
   *
   * @throws InvalidFileException if the file does not follow the format
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
   * Saves tensors. Same as {@code save_file(tensors, path)}, but atomic, as {@link
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

  /** Same, with metadata. */
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

  /** Same, with metadata. */
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
