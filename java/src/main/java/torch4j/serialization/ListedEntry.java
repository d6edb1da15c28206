package torch4j.serialization;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the directory of a zip file says of an entry. */
final class ListedEntry {
  private final byte[] name;
  private final int flags;
  private final int method;
  private final int crc;
  private final long size;
  private final long header;

  /** An entry whose own header is at {@code header}. */
  ListedEntry(byte[] name, int flags, int method, int crc, long size, long header) {
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

  /** The same with a CRC. */
  ListedEntry withCrc(int value) {
    return new ListedEntry(name, flags, method, value, size, header);
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
