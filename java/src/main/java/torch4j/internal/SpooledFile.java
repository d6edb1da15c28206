package torch4j.internal;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A stream's bytes in a temporary file, below {@code java.io.tmpdir}: for a reader that wants a
 * file, in a memory that does not grow with it. It is deleted when it is closed.
 */
public final class SpooledFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path path;

  private SpooledFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a stream to its end, and leaves it open.
   *
   * @throws UncheckedIOException if it cannot be read, or there is no room for its bytes
   */
  public static SpooledFile of(InputStream in) {
    return of(in, new byte[0]);
  }

  /**
   * Writes the bytes of an array to a file.
   *
   * @throws UncheckedIOException if there is no room for them
   */
  public static SpooledFile of(byte[] bytes) {
    return of(new ByteArrayInputStream(bytes), new byte[0]);
  }

  /** Reads a stream, whose first bytes have been read before. */
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

  // The stream's failures are not those of the file.
  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw FileFailure.reading(FileFailure.STREAM, "a stream with a whole file", e);
    }
  }

  private static void closeAfterFailure(SpooledFile file) {
    if (file != null) {
      file.path.toFile().delete(); // the failure itself tells more than one of deleting
    }
  }

  /** Where the bytes are. */
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
