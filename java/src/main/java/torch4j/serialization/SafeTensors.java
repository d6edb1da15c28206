package torch4j.serialization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.internal.AtomicFile;

/**
 * The safetensors format: tensors by name, and text beside them. Same as {@code
 * safetensors.torch.load_file} and {@code save_file}.
 *
 * <p>A file is mapped, not read: loading takes no time and no memory, and a tensor whose bytes are
 * aligned to its dtype is the file's memory itself. What is written to it stays in memory. The file
 * must not be cut short or changed in place meanwhile; to put another in its place is safe.
 */
public final class SafeTensors {
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
    Map<String, Tensor> tensors = load(path);
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
    Torch.init();
    try (var file = new SafeTensorsFile(ByteSource.array(bytes), "bytes")) {
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
    Torch.init();
    try {
      return new SafeTensorsFile(ByteSource.mapped(path), path.toString());
    } catch (InvalidFileException e) {
      throw e.in(path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    Torch.init();
    try (var writer = new SafeTensorsWriter(tensors, metadata);
        var file = new AtomicFile(path)) {
      writer.write(file.channel());
      file.commit(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Reference.reachabilityFence(tensors);
    }
  }
}
