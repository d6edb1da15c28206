package torch4j.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name only when it is complete and on the disk: whoever opens the
 * name finds the old file or the new one, whenever the process or the machine dies.
 *
 * <p>It is written beside its place as {@code .name.UUID.tmp}. A process that is killed leaves that
 * behind, and the next one that saves under this name deletes it.
 */
public final class AtomicFile implements Closeable {
  private static final int MOST_LINKS = 40;

  private final Path target;
  private final TemporaryFile temporary;
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
    temporary = TemporaryFile.beside(target);
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

  /** Where the content goes. */
  public FileChannel channel() {
    return temporary.channel();
  }

  /**
   * Puts the file in its place.
   *
   * @param durable whether it is on the disk when this returns
   * @throws IOException if it cannot be; the place has what it had before
   */
  public void commit(boolean durable) throws IOException {
    if (durable) {
      channel().force(true);
    } else {
      channel().close(); // a network's file system may report a full disk only here
    }
    keepPermissions();
    Files.move(
        temporary.path(),
        target,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    done = true;
    temporary.close();
    if (durable) {
      try (var folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  private void keepPermissions() throws IOException {
    if (Files.exists(target)
        && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(temporary.path(), Files.getPosixFilePermissions(target));
    }
  }

  /** Takes back what was not committed. */
  @Override
  public void close() throws IOException {
    if (!done) {
      Files.deleteIfExists(temporary.path());
    }
    temporary.close();
  }
}
