package torch4j.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A folder of extracted native libraries, which many JVMs may fill and use at the same time.
 *
 * <p>JavaCPP checks its files without a lock, so that a second JVM can map a library that a first
 * one is still writing, and die of it. So the first JVM holds this folder's lock alone until it has
 * loaded everything, and then writes a manifest; one that finds the manifest true shares the lock
 * with others like it. A complete folder that cannot be written to needs no lock.
 */
final class NativesCache implements AutoCloseable {
  private static final String LOCK = ".torch4j.lock";
  private static final String TEMPORARY = ".torch4j.tmp";
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** What is to be asked of a cache. */
  interface Check {
    /** What is missing in this folder or wrong: nothing, if it is complete. */
    Optional<String> difference(Path folder) throws IOException;
  }

  private final Path folder;
  private final Optional<FileChannel> channel;
  private FileLock lock;
  private Optional<String> difference;

  private NativesCache(Path folder, Optional<FileChannel> channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Waits for a folder.
   *
   * @param folder a real path
   * @param check whether the folder is complete
   */
  static NativesCache open(Path folder, Check check) throws IOException {
    var cache = new NativesCache(folder, lockFile(folder.resolve(LOCK)));
    try {
      cache.await(check);
      return cache;
    } catch (IOException | RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  private void await(Check check) throws IOException {
    if (channel.isPresent()) {
      lock(true);
    }
    difference = check.difference(folder);
    if (difference.isPresent() && channel.isPresent()) {
      lockAlone();
      difference = check.difference(folder); // somebody else may have filled it while we waited
    }
  }

  private static Optional<FileChannel> lockFile(Path file) throws IOException {
    try {
      return Optional.of(
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (AccessDeniedException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.isWritable(file.getParent())) {
        throw e;
      }
      return Optional.empty(); // a read-only mount
    }
  }

  /** Waits until no other JVM is between opening and closing this folder. */
  void lockAlone() throws IOException {
    if (lock.isShared()) {
      lock.release();
      lock(false);
    }
  }

  // By asking again and again: a thread that is interrupted while it waits would close the channel.
  private void lock(boolean shared) throws IOException {
    boolean interrupted = false;
    while ((lock = tryLock(shared)) == null) {
      interrupted |= Thread.interrupted(); // or parking would return at once
      LockSupport.parkNanos(RETRY_NANOS);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private FileLock tryLock(boolean shared) throws IOException {
    try {
      return channel.orElseThrow().tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null; // another class loader of this JVM has it
    }
  }

  Path folder() {
    return folder;
  }

  boolean isWritable() {
    return channel.isPresent();
  }

  /** What is missing in the folder or wrong: nothing, if it is complete. */
  Optional<String> difference() {
    return difference;
  }

  /** Writes a file of this folder, whole or not at all, and onto the disk. */
  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path whole = file.resolveSibling(TEMPORARY); // one for all: only the lock's holder writes
    try {
      try (var out = new FileOutputStream(whole.toFile())) {
        out.write(bytes);
        out.getFD().sync();
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** Writes a text file of this folder. */
  static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close(); // and the lock with it
    }
  }
}
