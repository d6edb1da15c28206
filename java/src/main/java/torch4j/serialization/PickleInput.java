package torch4j.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the bytes of a pickle and counts them. */
final class PickleInput {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 1024;

  private final ByteSource source;
  private final String name;
  private final long start;
  private final long end;
  private final ByteBuffer buffer;
  private long next; // the position in the source after the buffer's bytes

  /**
   * The bytes of a source from {@code start} to {@code end}.
   *
   * @param name the name of the pickle in messages
   */
  PickleInput(ByteSource source, String name, long start, long end) {
    this.source = source;
    this.name = name;
    this.start = start;
    this.end = end;
    this.next = start;
    buffer =
        ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(end - start, 8)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
  }

  /** A new input of the same bytes, at their start. */
  PickleInput restarted() {
    return new PickleInput(source, name, start, end);
  }

  /** The position of the next byte in the source. */
  long position() {
    return next - buffer.remaining();
  }

  /** The number of bytes read so far, which bounds the memo. */
  long consumed() {
    return position() - start;
  }

  /** An exception for the opcode at this position. */
  InvalidFileException error(long at, String message) {
    return new InvalidFileException(name + ", byte " + (at - start) + ": " + message);
  }

  /** Same, with the path in the value, or "" if it is not known. */
  InvalidFileException error(long at, String path, String message) {
    return path.isEmpty()
        ? error(at, message)
        : new InvalidFileException(name + ", byte " + (at - start) + ", " + path + ": " + message);
  }

  int readByte() throws IOException {
    return require(1).get() & 0xff;
  }

  int readShort() throws IOException {
    return require(2).getShort() & 0xffff;
  }

  int readInt() throws IOException {
    return require(4).getInt();
  }

  long readUnsignedInt() throws IOException {
    return readInt() & 0xffffffffL;
  }

  double readDouble() throws IOException {
    return Double.longBitsToDouble(Long.reverseBytes(require(8).getLong()));
  }

  /** Reads this many bytes; allocates nothing if there are fewer. */
  byte[] readBytes(long count) throws IOException {
    if (count > end - position() || count > Integer.MAX_VALUE - 8) {
      throw endsEarly(count);
    }
    var bytes = new byte[(int) count];
    int buffered = Math.min(bytes.length, buffer.remaining());
    buffer.get(bytes, 0, buffered);
    if (buffered < bytes.length) {
      source.read(next, ByteBuffer.wrap(bytes, buffered, bytes.length - buffered));
      next += bytes.length - buffered;
    }
    return bytes;
  }

  /** Reads a line without its line feed. */
  String readLine() throws IOException {
    var line = new java.io.ByteArrayOutputStream();
    for (int b = readByte(); b != '\n'; b = readByte()) {
      line.write(b);
      if (line.size() > LONGEST_LINE) {
        throw error(position(), "a name: got more than " + LONGEST_LINE + " bytes, expected less");
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Reads a str of this many bytes. */
  String readText(long bytes) throws IOException {
    long at = position();
    try {
      return SurrogatePassUtf8.decode(readBytes(bytes));
    } catch (CharacterCodingException e) {
      throw error(at, "a str: got bytes that are not UTF-8");
    }
  }

  private ByteBuffer require(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      long missing = (long) bytes - buffer.remaining();
      if (missing > end - next) {
        throw endsEarly(bytes);
      }
      buffer.compact();
      int count = (int) Math.min(buffer.remaining(), end - next);
      buffer.limit(buffer.position() + count);
      source.read(next, buffer);
      next += count;
      buffer.flip();
    }
    return buffer;
  }

  private InvalidFileException endsEarly(long wanted) {
    return error(
        position(), "got the end after " + (end - position()) + " bytes, expected " + wanted);
  }
}
