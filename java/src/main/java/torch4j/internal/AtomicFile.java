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
 * A file that is replaced atomically: it is written to a temporary file in the same folder, {@code
 * .name.UUID.tmp}, which {@link #commit} renames. A reader finds the old file or the new one, also
 * after a crash of the process or the machine.
 *
 * <p>A process that is killed leaves its temporary file behind; the next one that saves under the
 * same name deletes it.
 */
public final class AtomicFile implements Closeable {
  private static final int MOST_LINKS = 40;

  private final Path target;
  private final TemporaryFile temporary;
  private boolean done;

  /**
   * Creates the temporary file. If the path is a symbolic link, its target will be replaced.
   *
   * @throws IllegalArgumentException if the folder does not exist, or the path is not that of a
   *     regular file
   * @throws IOException if the folder cannot be written to
   */
  public AtomicFile(Path path) throws IOException {
    target = linkTarget(path);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IllegalArgumentException(
          "path: got " + path + ", expected a file or nothing there");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new IllegalArgumentException(
          "path: got " + path + ", expected a file in an existing folder");
    }
    temporary = TemporaryFile.nextTo(target);
  }

  // The target of a link may not exist yet, so that toRealPath() would fail.
  private static Path linkTarget(Path path) throws IOException {
    Path at = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return Files.exists(at) ? at.toRealPath() : at;
  }

  /** The channel to write the content to. */
  public FileChannel channel() {
    return temporary.channel();
  }

  /**
   * Replaces the file.
   *
   * @param durable whether to flush the content to the disk (fsync) before
   * @throws IOException if it fails; the old file is unchanged
   */
  public void commit(boolean durable) throws IOException {
    if (durable) {
      channel().force(true);
    } else {
      channel().close(); // a network file system may report a full disk only here
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

  /** Deletes the temporary file unless it was committed. */
  @Override
  public void close() throws IOException {
    if (!done) {
      Files.deleteIfExists(temporary.path());
    }
    temporary.close();
  }
}
