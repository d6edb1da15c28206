package torch4j.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import torch4j.tensorboard.proto.EventProto.Event;
import torch4j.tensorboard.proto.EventProto.SourceMetadata;

/**
 * One event file: records of a length, its checksum, an event, its checksum, little-endian. For one
 * thread.
 */
final class EventFile {
  private static final String VERSION = "brain.Event:2";
  private static final String SOURCE = "torch4j.tensorboard.SummaryWriter";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int FRAME_BYTES = LENGTH_BYTES + 2 * Integer.BYTES;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,18})\\..*");
  private static final AtomicInteger FILES = new AtomicInteger();

  private final Path path;
  private final OutputStream out;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long bytes;

  private EventFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Makes a new file in a folder, which is made too if it is missing, with the event that says its
   * version.
   */
  static EventFile create(Path folder, String suffix, double wallTime) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(name(folder, wallTime) + suffix);
    OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
    var file = new EventFile(path, new BufferedOutputStream(out, BUFFER_BYTES));
    try {
      file.write(
          Event.newBuilder()
              .setWallTime(wallTime)
              .setFileVersion(VERSION)
              .setSourceMetadata(SourceMetadata.newBuilder().setWriter(SOURCE))
              .build());
      file.flush();
      return file;
    } catch (IOException | RuntimeException e) {
      file.abandon(e);
      throw e;
    }
  }

  /** The event that Python's writer repeats before what is purged. */
  static Event.Builder version() {
    return Event.newBuilder().setFileVersion(VERSION);
  }

  // TensorBoard reads the files of a folder in the order of their names, and does not come back to
  // one that it has left: a later file needs a later time in its name, even within one second.
  private static String name(Path folder, double wallTime) throws IOException {
    long seconds = (long) wallTime;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          seconds = Math.max(seconds, Long.parseLong(name.group(1)) + 1);
        }
      }
    }
    return String.format(
        "events.out.tfevents.%010d.%s.%d.%d",
        seconds, hostName(), ProcessHandle.current().pid(), FILES.getAndIncrement());
  }

  /** This machine's name, as Python's {@code socket.gethostname()}. */
  static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) { // not Linux
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException unknown) {
        return "localhost";
      }
    }
  }

  Path path() {
    return path;
  }

  /** The bytes written so far. */
  long bytes() {
    return bytes;
  }

  void write(Event event) throws IOException {
    byte[] data = event.toByteArray();
    frame.clear().putLong(data.length);
    frame.putInt(maskedCrc(frame.array(), LENGTH_BYTES));
    frame.putInt(maskedCrc(data, data.length));
    out.write(frame.array(), 0, LENGTH_BYTES + Integer.BYTES);
    out.write(data);
    out.write(frame.array(), LENGTH_BYTES + Integer.BYTES, Integer.BYTES);
    bytes += FRAME_BYTES + data.length;
  }

  // Rotated and offset, so that a checksum of data with checksums in it means something.
  private int maskedCrc(byte[] data, int length) {
    crc.reset();
    crc.update(data, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  void flush() throws IOException {
    out.flush();
  }

  void close() throws IOException {
    out.close();
  }

  /** Closes it after a failure, which is what matters then. */
  void abandon(Exception failure) {
    try {
      out.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
