package torch4j.internal;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32;

/**
 * The expected content of an extracted file.
 *
 * @param size in bytes
 * @param crc the CRC-32 of the bytes
 * @param timeMillis the modification time, which JavaCPP sets to that of the jar's entry. A jar
 *     stores local time, so the value depends on the time zone of the process.
 */
record FileContent(long size, long crc, long timeMillis) {
  private static final int BUFFER_BYTES = 1 << 18;

  /** Whether the path is a regular file of this size and time. */
  boolean hasSizeAndTime(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.size() == size && attributes.lastModifiedTime().toMillis() == timeMillis;
  }

  /** Whether the path is a regular file of this size and checksum. */
  boolean hasBytes(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == size
        && crcOf(file) == crc;
  }

  private static long crcOf(Path file) throws IOException {
    var crc = new CRC32();
    var buffer = new byte[BUFFER_BYTES];
    try (var in = new FileInputStream(file.toFile())) { // an interrupt would close a channel
      for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
        crc.update(buffer, 0, bytes);
      }
    }
    return crc.getValue();
  }
}
