package torch4j.serialization;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An entry's header in the central directory of a zip file. */
final class CentralDirectoryHeader {
  private final byte[] name;
  private final int flags;
  private final int method;
  private final int crc;
  private final long size;
  private final long header;

  /** A header; {@code header} is the offset of the entry's local header. */
  CentralDirectoryHeader(byte[] name, int flags, int method, int crc, long size, long header) {
    this.name = name;
    this.flags = flags;
    this.method = method;
    this.crc = crc;
    this.size = size;
    this.header = header;
  }

  String name() {
    return new String(name, StandardCharsets.UTF_8);
  }

  /** A copy with this CRC-32. */
  CentralDirectoryHeader withCrc(int value) {
    return new CentralDirectoryHeader(name, flags, method, value, size, header);
  }

  ByteBuffer rawName() {
    return ByteBuffer.wrap(name);
  }

  int nameLength() {
    return name.length;
  }

  boolean isNamed(byte[] other) {
    return Arrays.equals(name, other);
  }

  int flags() {
    return flags;
  }

  int method() {
    return method;
  }

  int crc() {
    return crc;
  }

  long size() {
    return size;
  }

  long header() {
    return header;
  }
}
