package torch4j.internal;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file in {@code java.io.tmpdir} with the bytes of a stream, for readers that need a
 * file; the memory used does not depend on its size. {@link #close} deletes it.
 */
public final class SpooledFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path path;

  private SpooledFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a stream to its end. The stream is not closed.
   *
   * @throws UncheckedIOException if it cannot be read, or the disk is full
   */
  public static SpooledFile of(InputStream in) {
    return of(in, new byte[0]);
  }

  /**
   * Writes the bytes of an array to a file.
   *
   * @throws UncheckedIOException if the disk is full
   */
  public static SpooledFile of(byte[] bytes) {
    return of(new ByteArrayInputStream(bytes), new byte[0]);
  }

  /** Reads a stream whose first bytes have been read already. */
  public static SpooledFile of(InputStream in, byte[] head) {
    SpooledFile file = null;
    try {
      file = new SpooledFile(Files.createTempFile("torch4j", ".tmp"));
      copy(head, in, file.path);
      return file;
    } catch (IOException e) {
      closeAfterFailure(file);
      throw new UncheckedIOException(
          "java.io.tmpdir: got \""
              + e.getMessage()
              + "\" while writing, expected room for the stream's bytes; free some there, or set it"
              + " to another folder",
          e);
    } catch (RuntimeException e) {
      closeAfterFailure(file);
      throw e;
    }
  }

  private static void copy(byte[] head, InputStream in, Path path) throws IOException {
    try (var out = Files.newOutputStream(path)) {
      out.write(head);
      var buffer = new byte[BUFFER];
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }

  // An error of the stream is reported as such, not as one of the temporary file.
  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw FileFailure.reading(FileFailure.STREAM, "a stream with a whole file", e);
    }
  }

  private static void closeAfterFailure(SpooledFile file) {
    if (file != null) {
      file.path.toFile().delete(); // a failure to delete would hide the first one
    }
  }

  /** The path of the file. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
