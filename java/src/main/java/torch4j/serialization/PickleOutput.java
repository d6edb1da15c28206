package torch4j.serialization;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes the opcodes of a pickle. */
final class PickleOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void write(int opcode) {
    out.write(opcode);
  }

  void write(int opcode, int number) {
    out.write(opcode);
    out.write(number);
  }

  void write(int opcode, byte[] bytes) {
    out.write(opcode);
    out.writeBytes(bytes);
  }

  void writeShort(int opcode, int number) {
    write(opcode, number);
    out.write(number >> 8);
  }

  void writeInt(int opcode, int number) {
    writeShort(opcode, number);
    out.write(number >> 16);
    out.write(number >> 24);
  }

  /** Writes an int of at most 255 bytes with the shortest opcode. */
  void writeInteger(BigInteger value) {
    if (value.bitLength() >= Integer.SIZE) {
      writeLong(value);
      return;
    }
    int number = value.intValue();
    if (number == (number & 0xff)) {
      write(Opcode.BININT1, number);
    } else if (number == (number & 0xffff)) {
      writeShort(Opcode.BININT2, number);
    } else {
      writeInt(Opcode.BININT, number);
    }
  }

  private void writeLong(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    write(Opcode.LONG1, bigEndian.length);
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      write(bigEndian[i]);
    }
  }

  /** Writes a PUT or GET of the memo, with the one-byte or the four-byte opcode. */
  void writeMemo(int shorter, int longer, int number) {
    if (number < 256) {
      write(shorter, number);
    } else {
      writeInt(longer, number);
    }
  }

  void writeDouble(double number) {
    out.write(Opcode.BINFLOAT);
    long bits = Double.doubleToRawLongBits(number);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (bits >> shift));
    }
  }

  void writeText(String text) {
    byte[] bytes = SurrogatePassUtf8.encode(text);
    writeInt(Opcode.BINUNICODE, bytes.length);
    out.writeBytes(bytes);
  }

  void writeGlobal(String module, String name) {
    write(Opcode.GLOBAL, (module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
