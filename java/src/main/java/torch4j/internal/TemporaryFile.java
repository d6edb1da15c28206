package torch4j.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A file beside another one, {@code .name.UUID.tmp}, that is locked for as long as the process that
 * made it writes it.
 *
 * <p>A process that is killed leaves its file behind, but not its lock. Whoever makes a temporary
 * file of the same name deletes those that nobody has locked. Locks are seen by all processes of
 * one machine, containers included, and by those of other machines where the file system shares
 * locks; where a file system has no locks, nothing is deleted.
 */
final class TemporaryFile implements Closeable {
  private static final int MOST_CHARACTERS = 40; // with what is added, a name has 255 bytes
  private static final int ATTEMPTS = 100;
  private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  // This process's own: to open and close one of them again would unlock it (POSIX).
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * A new file beside this one, after deleting what killed processes have left there.
   *
   * @param target an absolute path
   */
  static TemporaryFile beside(Path target) throws IOException {
    String prefix = "." + start(target) + ".";
    deleteStale(target.getParent(), prefix);
    for (int i = 0; i < ATTEMPTS; i++) {
      TemporaryFile file = create(target.resolveSibling(prefix + UUID.randomUUID() + ".tmp"));
      if (file != null) {
        return file;
      }
    }
    throw new IOException("temporary files beside it are deleted as soon as they are made");
  }

  private static String start(Path target) {
    int[] characters =
        target.getFileName().toString().codePoints().limit(MOST_CHARACTERS).toArray();
    return new String(characters, 0, characters.length);
  }

  // Null if another process has taken it for stale before it was locked.
  private static TemporaryFile create(Path path) throws IOException {
    OWN.add(path);
    FileChannel channel = null;
    boolean usable = false;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock(channel);
      usable = Files.exists(path);
      return usable ? new TemporaryFile(path, channel) : null;
    } finally {
      if (!usable) {
        OWN.remove(path);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static void lock(FileChannel channel) {
    try {
      channel.lock();
    } catch (IOException | UnsupportedOperationException e) {
      return; // a file system without locks, where nothing is deleted either
    }
  }

  private static void deleteStale(Path folder, String prefix) {
    var name = Pattern.compile(Pattern.quote(prefix) + UUID_PATTERN + "\\.tmp");
    DirectoryStream.Filter<Path> filter =
        path -> name.matcher(path.getFileName().toString()).matches();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
      for (Path file : files) {
        if (!OWN.contains(file)) {
          deleteUnlocked(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // a folder that may be written to and not listed: what is there stays
    }
  }

  private static void deleteUnlocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
      return; // it is another user's, in use, or gone
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /** Ends the lock; the file stays where it is now. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OWN.remove(path);
    }
  }
}
