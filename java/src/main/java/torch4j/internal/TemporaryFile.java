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
 * A temporary file {@code .name.UUID.tmp} in the folder of the file {@code name}, locked while the
 * process that created it writes it.
 *
 * <p>A process that is killed leaves its file behind, but not its lock: the next temporary file for
 * the same name deletes the files that are not locked. Locks work between all processes of a
 * machine, including its containers, and between machines if the file system supports that. On a
 * file system without locks nothing is deleted.
 */
final class TemporaryFile implements Closeable {
  private static final int MOST_CHARACTERS = 40; // a file name has at most 255 bytes
  private static final int ATTEMPTS = 100;
  private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  // The files of this process: closing a second channel on one of them would unlock it (POSIX).
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates a temporary file for a target, after deleting those that killed processes have left.
   *
   * @param target the absolute path of the file that the temporary one will replace
   */
  static TemporaryFile nextTo(Path target) throws IOException {
    String prefix = "." + start(target) + ".";
    deleteStale(target.getParent(), prefix);
    for (int i = 0; i < ATTEMPTS; i++) {
      TemporaryFile file = create(target.resolveSibling(prefix + UUID.randomUUID() + ".tmp"));
      if (file != null) {
        return file;
      }
    }
    throw new IOException("temporary files next to it are deleted as soon as they are created");
  }

  private static String start(Path target) {
    int[] characters =
        target.getFileName().toString().codePoints().limit(MOST_CHARACTERS).toArray();
    return new String(characters, 0, characters.length);
  }

  // Returns null if another process deleted the file as stale before it was locked.
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
      return; // a file system without locks
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
      return; // a folder that may be written to but not listed
    }
  }

  private static void deleteUnlocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
      return; // owned by another user, in use, or deleted
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /** Releases the lock. The file is not deleted. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OWN.remove(path);
    }
  }
}
