package torch4j.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The format of a file, detected from its first bytes. */
public enum FileFormat {
  /** A zip archive: of torch.save, torch.jit.save or AOTInductor. */
  ZIP("a zip archive"),
  /** The format of torch.save before PyTorch 1.6. */
  LEGACY("a file of torch.save in the format before PyTorch 1.6; load it with Serialization.load"),
  /** The format of torch.save before PyTorch 0.1.10. */
  TAR("a tar file of PyTorch before 0.1.10; load and save it again in Python"),
  /** A safetensors file. */
  SAFETENSORS("a safetensors file; load it with SafeTensors.load"),
  /** Any other format. */
  UNKNOWN("something else");

  /** The number of bytes that {@link #of} reads. */
  public static final int HEAD = 265;

  private static final int ZIP_HEADER = 0x04034b50;
  private static final byte[] LEGACY_MAGIC = {
    (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a
  };
  private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);
  private static final int TAR_MAGIC_AT = 257;
  private static final long LONGEST_HEADER = 100_000_000;

  private final String description;

  FileFormat(String description) {
    this.description = description;
  }

  /** The description of the format, for "got". */
  public String got() {
    int end = description.indexOf(';');
    return end < 0 ? description : description.substring(0, end);
  }

  /** The remedy, with the semicolon before it; "" if there is none. */
  public String remedy() {
    return description.substring(got().length());
  }

  /** The format of a file that begins with these bytes: all of it or at least {@link #HEAD}. */
  public static FileFormat of(byte[] head) {
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length >= Integer.BYTES && bytes.getInt(0) == ZIP_HEADER) {
      return ZIP;
    }
    if (startsWith(head, 0, LEGACY_MAGIC)) {
      return LEGACY;
    }
    if (startsWith(head, TAR_MAGIC_AT, TAR_MAGIC)) {
      return TAR;
    }
    boolean safetensors =
        head.length > Long.BYTES
            && bytes.getLong(0) > 0
            && bytes.getLong(0) <= LONGEST_HEADER
            && head[Long.BYTES] == '{';
    return safetensors ? SAFETENSORS : UNKNOWN;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
    int end = at + wanted.length;
    return bytes.length >= end && Arrays.equals(bytes, at, end, wanted, 0, wanted.length);
  }
}
