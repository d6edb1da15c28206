package torch4j.data.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.bytedeco.javacpp.BytePointer;
import torch4j.Tensor;

/** The bytes of a file, uncompressed if it is a gzip file. */
final class SourceFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final long LARGEST_RATIO = 1032; // of deflate

  private final Path path;
  private final InputStream in;
  private final long mostBytes;

  private SourceFile(Path path, InputStream in, long mostBytes) {
    this.path = path;
    this.in = in;
    this.mostBytes = mostBytes;
  }

  static SourceFile open(Path path) throws IOException {
    long size = Files.size(path);
    var file = new PushbackInputStream(Files.newInputStream(path), 2);
    try {
      byte[] head = file.readNBytes(2);
      file.unread(head);
      boolean isGzip = head.length == 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
      return isGzip
          ? new SourceFile(path, new GZIPInputStream(file, BUFFER), size * LARGEST_RATIO)
          : new SourceFile(path, new BufferedInputStream(file, BUFFER), size);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  InputStream stream() {
    return in;
  }

  /** More bytes than this are not in it. */
  long mostBytes() {
    return mostBytes;
  }

  /**
   * Fills a contiguous tensor on the CPU.
   *
   * @param unit the number of bytes of a big-endian number
   * @throws InvalidDataException if there are fewer bytes, or more
   */
  void fill(Tensor tensor, int unit) throws IOException {
    long expected = tensor.nbytes();
    long got = 0;
    var chunk = new byte[BUFFER];
    try (var memory = new BytePointer(tensor.unwrap().data_ptr())) {
      while (got < expected) {
        int count = read(chunk, (int) Math.min(BUFFER, expected - got));
        swap(chunk, count, unit);
        memory.position(got).put(chunk, 0, count);
        got += count;
        if (count < BUFFER) {
          break;
        }
      }
    }
    if (got < expected) {
      throw new InvalidDataException(
          path
              + ": got "
              + got
              + " bytes of data, expected "
              + expected
              + "; the file is truncated");
    }
    if (read(chunk, 1) > 0) {
      throw new InvalidDataException(
          path
              + ": got more than "
              + expected
              + " bytes of data, expected as many as its header"
              + " says");
    }
  }

  /** Reads so many bytes, or those that there are. */
  int read(byte[] target, int count) throws IOException {
    int got = 0;
    try {
      while (got < count) {
        int more = in.read(target, got, count - got);
        if (more < 0) {
          break;
        }
        got += more;
      }
    } catch (EOFException e) {
      return got; // a truncated gzip file
    }
    return got;
  }

  private static void swap(byte[] bytes, int count, int unit) {
    for (int from = 0; unit > 1 && from + unit <= count; from += unit) {
      for (int i = 0, j = unit - 1; i < j; i++, j--) {
        byte other = bytes[from + i];
        bytes[from + i] = bytes[from + j];
        bytes[from + j] = other;
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
