package torch4j.serialization;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 with Python's error handler {@code surrogatepass}: a lone surrogate, which UTF-8 does not
 * allow, is encoded in three bytes.
 */
final class SurrogatePassUtf8 {
  private SurrogatePassUtf8() {}

  /** Encodes a string. */
  static byte[] encode(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      return encodeWithSurrogates(text);
    }
  }

  private static byte[] encodeWithSurrogates(String text) {
    var out = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            point -> {
              if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out.write(0xe0 | point >> 12);
                out.write(0x80 | (point >> 6 & 0x3f));
                out.write(0x80 | (point & 0x3f));
              } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
              }
            });
    return out.toByteArray();
  }

  /**
   * Decodes a string.
   *
   * @throws CharacterCodingException if the bytes are malformed
   */
  static String decode(byte[] bytes) throws CharacterCodingException {
    try {
      return strict(bytes, 0, bytes.length);
    } catch (CharacterCodingException e) {
      return decodeWithSurrogates(bytes);
    }
  }

  private static String decodeWithSurrogates(byte[] bytes) throws CharacterCodingException {
    var text = new StringBuilder();
    int from = 0;
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (isSurrogate(bytes, i)) {
        text.append(strict(bytes, from, i));
        text.append(
            (char) ((bytes[i] & 0xf) << 12 | (bytes[i + 1] & 0x3f) << 6 | (bytes[i + 2] & 0x3f)));
        from = i + 3;
        i += 2;
      }
    }
    return text.append(strict(bytes, from, bytes.length)).toString();
  }

  private static boolean isSurrogate(byte[] bytes, int at) {
    return bytes[at] == (byte) 0xed
        && (bytes[at + 1] & 0xe0) == 0xa0
        && (bytes[at + 2] & 0xc0) == 0x80;
  }

  private static String strict(byte[] bytes, int from, int to) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes, from, to - from))
        .toString();
  }
}
