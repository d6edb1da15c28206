package torch4j.serialization;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a pickle's instructions. */
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

  void writeDouble(double number) {
    out.write(Opcode.BINFLOAT);
    long bits = Double.doubleToRawLongBits(number);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (bits >> shift));
    }
  }

  void writeText(String text) {
    byte[] bytes = PythonText.encode(text);
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
