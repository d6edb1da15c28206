package torch4j.jit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Writes a file so that it is, at any moment, the old one or the whole new one. */
final class ReplacedFile {
  private ReplacedFile() {}

  /**
   * Lets {@code writer} write a file beside this one, and puts it in this one's place.
   *
   * @throws IllegalArgumentException if the folder does not exist
   * @throws UncheckedIOException if the file cannot be made durable or renamed
   */
  static void write(Path path, Consumer<Path> writer) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "path: got " + path + ", expected a file in an existing folder");
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "path: got " + path + ", expected a file in a folder that can be written to");
    }
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = folder.resolve("." + path.getFileName() + "." + random + ".tmp");
    try {
      writer.accept(temporary);
      force(temporary, StandardOpenOption.WRITE);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be written: " + e.getMessage(), e);
    } finally {
      remove(temporary);
    }
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (var channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
