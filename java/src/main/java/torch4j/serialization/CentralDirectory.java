package torch4j.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The central directory of a zip file, with or without zip64. */
final class CentralDirectory {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_SIZE = 56;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;
  private static final int ZIP64 = 1;
  private static final long MAX32 = 0xffffffffL;

  private final ByteSource source;
  private long count;
  private long size;
  private long start;

  /** Finds the central directory; refuses one that is not within the file. */
  CentralDirectory(ByteSource source) throws IOException {
    this.source = source;
    long end = findEnd();
    long before = findStart(end);
    if (start < 0 || size < 0 || start > before || size > before - start) {
      throw InvalidFileException.of(
          "zip directory", size + " bytes at byte " + start, "a part of " + before);
    }
    if (count < 0 || count > size / HEADER_SIZE) {
      throw InvalidFileException.of(
          "zip directory",
          count + " entries",
          "at most " + size / HEADER_SIZE + ", which fit into its " + size + " bytes");
    }
  }

  /** Its position in the file. */
  long start() {
    return start;
  }

  private long findEnd() throws IOException {
    int tail = (int) Math.min(source.size(), END_SIZE + LONGEST_COMMENT);
    ByteBuffer bytes = source.read(source.size() - tail, tail);
    for (int at = tail - END_SIZE; at >= 0; at--) {
      if (bytes.getInt(at) == END && at + END_SIZE + (bytes.getShort(at + 20) & 0xffff) == tail) {
        return source.size() - tail + at;
      }
    }
    throw new InvalidFileException(
        "zip directory: got none at the end of the file, expected one; the file is truncated");
  }

  // The position at which the directory has to end.
  private long findStart(long end) throws IOException {
    ByteBuffer record = source.read(end, END_SIZE);
    count = record.getShort(10) & 0xffff;
    size = record.getInt(12) & MAX32;
    start = record.getInt(16) & MAX32;
    boolean oneDisk =
        record.getShort(4) == 0
            && record.getShort(6) == 0
            && record.getShort(8) == record.getShort(10);
    if (!oneDisk) {
      throw InvalidFileException.of("zip directory", "several disks", "one");
    }
    long locator = end - LOCATOR_SIZE;
    if (locator < 0 || source.read(locator, 4).getInt(0) != LOCATOR) {
      return end;
    }
    long at = source.read(locator, LOCATOR_SIZE).getLong(8);
    if (at < 0 || at > locator - END64_SIZE) {
      throw InvalidFileException.of("zip64 directory", "byte " + at, "one before " + locator);
    }
    ByteBuffer record64 = source.read(at, END64_SIZE);
    if (record64.getInt(0) != END64) {
      throw InvalidFileException.of(
          "zip64 directory", "no record at byte " + at, "a zip64 end of central directory");
    }
    count = record64.getLong(32);
    size = record64.getLong(40);
    start = record64.getLong(48);
    return at;
  }

  /** Reads the headers, in order. */
  List<CentralDirectoryHeader> read() throws IOException {
    if (size > Integer.MAX_VALUE - 8) {
      throw InvalidFileException.of("zip directory", size + " bytes", "less than 2 GiB");
    }
    ByteBuffer directory = source.read(start, (int) size);
    List<CentralDirectoryHeader> records = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      records.add(next(directory, i));
    }
    if (directory.hasRemaining()) {
      throw InvalidFileException.of(
          "zip directory", directory.remaining() + " bytes after the last entry", "none");
    }
    return records;
  }

  private static CentralDirectoryHeader next(ByteBuffer directory, long index) {
    if (directory.remaining() < HEADER_SIZE || directory.getInt(directory.position()) != HEADER) {
      throw InvalidFileException.of("zip directory", "no entry " + index, "one");
    }
    ByteBuffer header = take(directory, HEADER_SIZE, index);
    var name = new byte[header.getShort(28) & 0xffff];
    take(directory, name.length, index).get(name);
    ByteBuffer extra = take(directory, header.getShort(30) & 0xffff, index);
    take(directory, header.getShort(32) & 0xffff, index);
    long size = header.getInt(24) & MAX32;
    long compressed = header.getInt(20) & MAX32;
    long start = header.getInt(42) & MAX32;
    ByteBuffer zip64 = find(extra);
    size = size == MAX32 ? getLong(zip64, index) : size;
    compressed = compressed == MAX32 ? getLong(zip64, index) : compressed;
    start = start == MAX32 ? getLong(zip64, index) : start;
    int method = header.getShort(10) & 0xffff;
    if (size < 0 || start < 0 || (method == 0 && size != compressed)) {
      throw InvalidFileException.of(
          "zip directory, entry " + index,
          size + " bytes stored in " + compressed + ", at byte " + start,
          "equal sizes that a file can have");
    }
    return new CentralDirectoryHeader(
        name, header.getShort(8) & 0xffff, method, header.getInt(16), size, start);
  }

  private static ByteBuffer take(ByteBuffer from, int bytes, long index) {
    if (from.remaining() < bytes) {
      throw InvalidFileException.of(
          "zip directory, entry " + index, from.remaining() + " bytes", "" + bytes);
    }
    ByteBuffer taken = from.slice().limit(bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    from.position(from.position() + bytes);
    return taken;
  }

  private static ByteBuffer find(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xffff;
      int length = extra.getShort() & 0xffff;
      if (length > extra.remaining()) {
        break;
      }
      if (id == ZIP64) {
        return extra.slice().limit(length).slice().order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  private static long getLong(ByteBuffer zip64, long index) {
    if (zip64.remaining() < 8) {
      throw InvalidFileException.of(
          "zip directory, entry " + index,
          "no zip64 sizes",
          "zip64 sizes, to which the 32-bit fields refer");
    }
    return zip64.getLong();
  }
}
