package torch4j.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Failures of the file system in our messages: with the name of the file that the user knows. */
public final class FileFailure {
  /** What a stream of bytes is called in messages. */
  public static final String STREAM = "<stream>";

  /** What bytes in memory are called in messages. */
  public static final String BYTES = "<bytes>";

  private FileFailure() {}

  /**
   * What is thrown where a file or stream cannot be read.
   *
   * @param expected what it should be: {@code "a file of torch.save"}
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

  /** What is thrown where a file cannot be written; saving has left what was there before. */
  public static UncheckedIOException writing(Object target, IOException e) {
    return new UncheckedIOException(
        target
            + ": got \""
            + reason(e)
            + "\" while writing, expected room and permission for the whole file; what was there"
            + " before is unchanged",
        e);
  }

  /** What is thrown where a user's stream fails. */
  public static UncheckedIOException writingStream(IOException e) {
    return new UncheckedIOException(
        STREAM
            + ": got \""
            + reason(e)
            + "\" while writing, expected a stream that takes the whole file; what it has is"
            + " incomplete",
        e);
  }

  // A FileSystemException's message begins with a path, often that of a temporary file.
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
