package torch4j.data.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * Files of the format IDX, in which MNIST and its likes come: the dtype, the sizes, the numbers.
 * Similar to {@code torchvision.datasets.mnist.read_sn3_pascalvincent_tensor}.
 */
public final class Idx {
  private static final int MOST_DIMENSIONS = 16;

  private Idx() {}

  /**
   * Reads a file, gzipped or not, into a tensor: uint8, int8, int16, int32, float32 or float64.
   *
   * @throws InvalidDataException if it is no IDX file, or has fewer or more bytes than it says
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Tensor read(Path file) {
    Require.nonNull(file, "file", "a path");
    Torch.init();
    try (SourceFile source = SourceFile.open(file)) {
      return read(file, source);
    } catch (ZipException e) {
      throw new InvalidDataException(
          file + ": got a damaged gzip file (" + e.getMessage() + "), expected an IDX file", e);
    } catch (IOException e) {
      throw FileFailure.reading(file, "an IDX file", e);
    }
  }

  private static Tensor read(Path file, SourceFile source) throws IOException {
    var magic = new byte[4];
    int got = source.read(magic, 4);
    DType dtype = dtype(magic[2]);
    boolean isIdx = got == 4 && magic[0] == 0 && magic[1] == 0 && dtype != null;
    if (!isIdx || magic[3] < 1 || magic[3] > MOST_DIMENSIONS) {
      throw new InvalidDataException(
          file
              + ": got the first bytes "
              + Arrays.toString(Arrays.copyOf(magic, got))
              + ", expected those of an IDX file, such as [0, 0, 8, 3]");
    }
    long[] shape = shape(file, source, magic[3], dtype.itemsize());
    Tensor tensor = Torch.empty(shape, dtype);
    try {
      source.fill(tensor, dtype.itemsize());
      return tensor;
    } catch (IOException | RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  private static DType dtype(byte code) {
    return switch (code) {
      case 0x08 -> DType.uint8;
      case 0x09 -> DType.int8;
      case 0x0B -> DType.int16;
      case 0x0C -> DType.int32;
      case 0x0D -> DType.float32;
      case 0x0E -> DType.float64;
      default -> null;
    };
  }

  // Sizes that no file of this size has would ask for memory that is not there.
  private static long[] shape(Path file, SourceFile source, int dimensions, int itemsize)
      throws IOException {
    var header = new byte[dimensions * Integer.BYTES];
    int got = source.read(header, header.length);
    if (got < header.length) {
      throw new InvalidDataException(
          file
              + ": got "
              + got
              + " bytes of sizes, expected "
              + header.length
              + "; the file is truncated");
    }
    var sizes = new int[dimensions];
    ByteBuffer.wrap(header).asIntBuffer().get(sizes);
    double bytes = itemsize;
    for (int size : sizes) {
      bytes *= size;
    }
    if (Arrays.stream(sizes).anyMatch(size -> size < 0) || bytes > source.mostBytes()) {
      throw new InvalidDataException(
          file
              + ": got "
              + source.mostBytes()
              + " bytes at most for the sizes "
              + Arrays.toString(sizes)
              + ", expected "
              + Math.abs((long) bytes)
              + "; the file is truncated or damaged");
    }
    return Arrays.stream(sizes).asLongStream().toArray();
  }
}
