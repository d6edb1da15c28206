package torch4j.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears under its name only when it is complete and on the disk: whoever opens the
 * name finds the old file or the new one, whenever the process or the machine dies.
 *
 * <p>It is written beside its place as {@code .name.….tmp}; a process that is killed leaves that
 * behind.
 */
public final class AtomicFile implements Closeable {
  private static final int MOST_LINKS = 40;
  private static final int MOST_CHARACTERS = 40; // with what is added, a name has 255 bytes

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private boolean done;

  /**
   * Begins a file. A link stays, and what it points to is replaced.
   *
   * @throws IllegalArgumentException if its folder does not exist, or there is something in its
   *     place that is no file
   * @throws IOException if the folder cannot be written to
   */
  public AtomicFile(Path path) throws IOException {
    target = followed(path);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IllegalArgumentException(
          "path: got " + path + ", expected a file or nothing there");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new IllegalArgumentException(
          "path: got " + path + ", expected a file in an existing folder");
    }
    temporary = target.resolveSibling("." + start() + "." + UUID.randomUUID() + ".tmp");
    channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  // A link may lead to a file that is not there yet.
  private static Path followed(Path path) throws IOException {
    Path at = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return Files.exists(at) ? at.toRealPath() : at;
  }

  private String start() {
    int[] characters =
        target.getFileName().toString().codePoints().limit(MOST_CHARACTERS).toArray();
    return new String(characters, 0, characters.length);
  }

  /** Where the content goes. */
  public FileChannel channel() {
    return channel;
  }

  /** Where the content is, for a writer that opens files by name; it must not replace the file. */
  public Path path() {
    return temporary;
  }

  /**
   * Puts the file in its place.
   *
   * @param durable whether it is on the disk when this returns
   * @throws IOException if it cannot be; the place has what it had before
   */
  public void commit(boolean durable) throws IOException {
    if (durable) {
      channel.force(true);
    }
    channel.close();
    keepPermissions();
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    done = true;
    if (durable) {
      try (var folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  private void keepPermissions() throws IOException {
    if (Files.exists(target)
        && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
    }
  }

  /** Takes back what was not committed. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!done) {
      Files.deleteIfExists(temporary);
    }
  }
}
