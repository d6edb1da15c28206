package torch4j.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Exceptions for I/O errors, with the name of the file that the user has given. */
public final class FileFailure {
  /** The name of a stream in messages. */
  public static final String STREAM = "<stream>";

  /** The name of a byte array in messages. */
  public static final String BYTES = "<bytes>";

  private FileFailure() {}

  /**
   * The exception for a file or stream that cannot be read.
   *
   * @param expected what was expected, such as {@code "a file of torch.save"}
   */
  public static UncheckedIOException reading(Object source, String expected, IOException e) {
    return new UncheckedIOException(
        source + ": got " + read(source, e) + ", expected " + expected, e);
  }

  private static String read(Object source, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "a path where there is no file";
    }
    return source instanceof Path path && Files.isDirectory(path)
        ? "a folder"
        : '"' + reason(e) + "\" while reading";
  }

  /** The exception for a file that cannot be written; the file that it replaces is unchanged. */
  public static UncheckedIOException writing(Object target, IOException e) {
    return new UncheckedIOException(
        target
            + ": got \""
            + reason(e)
            + "\" while writing, expected room and permission for the whole file; what was there"
            + " before is unchanged",
        e);
  }

  /** The exception for a stream of the user's that cannot be written to. */
  public static UncheckedIOException writingStream(IOException e) {
    return new UncheckedIOException(
        STREAM
            + ": got \""
            + reason(e)
            + "\" while writing, expected a stream that takes the whole file; what it has is"
            + " incomplete",
        e);
  }

  // The message of a FileSystemException begins with a path, often that of a temporary file.
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
