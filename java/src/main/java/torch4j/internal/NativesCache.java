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
 * A lock on a folder of extracted native libraries, which many JVMs may fill and use at the same
 * time.
 *
 * <p>JavaCPP checks its files without a lock, so that a JVM can map a library that another JVM is
 * still writing, and crash (SIGBUS). Here the JVM that fills the folder holds an exclusive lock
 * until it has loaded everything; a JVM that finds the folder complete holds a shared lock while it
 * loads. A complete folder that cannot be written to is used without a lock.
 */
final class NativesCache implements AutoCloseable {
  private static final String LOCK = ".torch4j.lock";
  private static final String TEMPORARY = ".torch4j.tmp";
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A check of a folder's files. */
  interface Check {
    /** The first thing that is missing or wrong in the folder; empty if the folder is complete. */
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
   * Opens a folder: waits for the shared lock if the folder is complete, or else for the exclusive
   * lock.
   *
   * @param folder a real path
   * @param check called with the lock held
   */
  static NativesCache open(Path folder, Check check) throws IOException {
    var cache = new NativesCache(folder, lockFile(folder.resolve(LOCK)));
    try {
      cache.lockAndCheck(check);
      return cache;
    } catch (IOException | RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  private void lockAndCheck(Check check) throws IOException {
    if (channel.isPresent()) {
      lock(true);
    }
    difference = check.difference(folder);
    if (difference.isPresent() && channel.isPresent()) {
      lockExclusively();
      difference = check.difference(folder); // another JVM may have filled it in the meantime
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

  /** Waits until no other JVM has this folder open. */
  void lockExclusively() throws IOException {
    if (lock.isShared()) {
      lock.release();
      lock(false);
    }
  }

  // Polls, because an interrupt during FileChannel.lock() would close the channel.
  private void lock(boolean shared) throws IOException {
    boolean interrupted = false;
    while ((lock = tryLock(shared)) == null) {
      interrupted |= Thread.interrupted(); // parkNanos would return at once
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
      return null; // held in another class loader of this JVM
    }
  }

  Path folder() {
    return folder;
  }

  boolean isWritable() {
    return channel.isPresent();
  }

  /** The first thing that is missing or wrong in the folder; empty if the folder is complete. */
  Optional<String> difference() {
    return difference;
  }

  /** Writes a file atomically and flushes it to the disk; for the holder of the exclusive lock. */
  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path whole = file.resolveSibling(TEMPORARY);
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

  /** Writes a text file in the same way. */
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
