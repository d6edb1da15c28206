package torch4j.samples.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import torch4j.samples.SampleException;

/**
 * A gzipped IDX file of unsigned bytes, the format of MNIST: a magic number, the sizes, the bytes.
 */
final class IdxFile {
  private static final int MOST = 1 << 20;

  private final int[] sizes;
  private final byte[] bytes;

  private IdxFile(int[] sizes, byte[] bytes) {
    this.sizes = sizes;
    this.bytes = bytes;
  }

  /**
   * Reads a file.
   *
   * @throws SampleException if it is not there, is of another kind, or ends too soon
   */
  static IdxFile read(Path file, int magic, int dimensions) {
    if (!Files.exists(file)) {
      throw new SampleException(
          file
              + ": not found; install Debian's package dataset-fashion-mnist, or get the four *-ubyte.gz files of"
              + " Fashion-MNIST and name their folder with --data DIR");
    }
    try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      return read(file, in, magic, dimensions);
    } catch (EOFException e) {
      throw new SampleException(file + ": ends too soon; the file is truncated");
    } catch (ZipException e) {
      throw new SampleException(file + ": got " + e.getMessage() + ", expected a gzip file");
    } catch (IOException | ArithmeticException e) {
      throw new SampleException(file + ": could not be read: " + e.getMessage());
    }
  }

  private static IdxFile read(Path file, DataInputStream in, int magic, int dimensions)
      throws IOException {
    int found = in.readInt();
    if (found != magic) {
      throw new SampleException(
          "%s: got magic number 0x%08x, expected 0x%08x, an IDX file of %d dimensions"
              .formatted(file, found, magic, dimensions));
    }
    var sizes = new int[dimensions];
    long count = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = in.readInt();
      if (sizes[i] < 1 || sizes[i] > MOST) {
        throw new SampleException(
            file + ": got a dimension of size " + sizes[i] + ", expected 1 to " + MOST);
      }
      count = Math.multiplyExact(count, sizes[i]);
    }
    byte[] bytes = in.readNBytes(Math.toIntExact(count));
    if (bytes.length != count) {
      throw new SampleException(
          file
              + ": got "
              + bytes.length
              + " bytes of data, expected "
              + count
              + "; the file is truncated");
    }
    return new IdxFile(sizes, bytes);
  }

  int size(int dimension) {
    return sizes[dimension];
  }

  byte[] bytes() {
    return bytes;
  }
}
