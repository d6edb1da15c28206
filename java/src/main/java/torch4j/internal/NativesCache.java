package torch4j.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A folder of extracted native libraries, which many JVMs may fill and use at the same time.
 *
 * <p>JavaCPP checks its files without a lock, so that a second JVM can map a library that a first
 * one is still writing, and die of it. So the first JVM holds this folder's lock alone until it has
 * loaded everything, and then leaves a mark that says from which jars; one that finds the mark
 * shares the lock with others like it.
 */
final class NativesCache implements AutoCloseable {
  private final Path folder;
  private final String contents;
  private final FileChannel channel;
  private FileLock lock;
  private boolean complete;

  /**
   * Waits for the folder.
   *
   * @param contents what identifies the jars that are to be extracted
   */
  NativesCache(Path folder, String contents) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.contents = contents;
    channel =
        FileChannel.open(
            folder.resolve(".torch4j.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    lock = channel.lock(0, Long.MAX_VALUE, true);
    complete = isComplete();
    if (!complete) {
      lock.release();
      lock = channel.lock();
      complete = isComplete(); // somebody else may have done the work while we waited
    }
  }

  private Path mark() {
    return folder.resolve(".torch4j.complete");
  }

  private boolean isComplete() throws IOException {
    return Files.exists(mark()) && Files.readString(mark()).equals(contents);
  }

  /** Says that everything has been extracted and loaded from this folder. */
  void markComplete() throws IOException {
    if (!complete) {
      write(mark(), ByteBuffer.wrap(contents.getBytes(StandardCharsets.UTF_8)));
      complete = true;
    }
  }

  /** A file of this folder with these bytes, written whole or not at all. */
  static void write(Path file, ByteBuffer bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path whole = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
    try {
      try (var out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
