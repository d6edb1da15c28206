package torch4j.data.datasets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Text as numbers, a token for each character or each byte, and back. What nanoGPT's {@code
 * prepare.py} has as {@code stoi} and {@code itos}.
 */
public final class Vocabulary {
  private static final int BYTES = 256;

  private final int[] characters; // null for bytes
  private final Map<Integer, Integer> tokens = new HashMap<>();

  private Vocabulary(int[] characters) {
    this.characters = characters;
    for (int i = 0; characters != null && i < characters.length; i++) {
      tokens.put(characters[i], i);
    }
  }

  /** The characters of a text, sorted. Same as {@code sorted(set(text))}. */
  public static Vocabulary characters(String text) {
    Require.nonNull(text, "text", "a text");
    return new Vocabulary(text.codePoints().distinct().sorted().toArray());
  }

  /** The 256 bytes of UTF-8. */
  public static Vocabulary bytes() {
    return new Vocabulary(null);
  }

  /** The number of tokens. */
  public int size() {
    return characters == null ? BYTES : characters.length;
  }

  /**
   * The tokens of a text, int64 in one dimension.
   *
   * @throws IllegalArgumentException if it has a character that the vocabulary has not
   */
  public Tensor encode(String text) {
    Require.nonNull(text, "encode: text", "a text");
    if (characters == null) {
      try (Tensor bytes = Torch.tensor(text.getBytes(StandardCharsets.UTF_8))) {
        return bytes.to(DType.int64);
      }
    }
    int[] points = text.codePoints().toArray();
    var encoded = new long[points.length];
    for (int i = 0; i < points.length; i++) {
      Integer token = tokens.get(points[i]);
      if (token == null) {
        throw new IllegalArgumentException(
            "encode: text: got \"%s\" at %d, expected one of the vocabulary's %d characters"
                .formatted(Character.toString(points[i]), i, characters.length));
      }
      encoded[i] = token;
    }
    return Torch.tensor(encoded);
  }

  /**
   * The text of tokens; bytes that are no UTF-8 become the replacement character.
   *
   * @throws IllegalArgumentException if one is not from 0 to {@code size() - 1}
   */
  public String decode(Tensor tokens) {
    return decode(Require.nonNull(tokens, "decode: tokens", "a tensor").toLongArray());
  }

  /**
   * The text of tokens; bytes that are no UTF-8 become the replacement character.
   *
   * @throws IllegalArgumentException if one is not from 0 to {@code size() - 1}
   */
  public String decode(long... tokens) {
    Require.nonNull(tokens, "decode: tokens", "tokens");
    int bad = 0;
    while (bad < tokens.length && tokens[bad] >= 0 && tokens[bad] < size()) {
      bad++;
    }
    if (bad < tokens.length) {
      throw new IllegalArgumentException(
          "decode: tokens: got " + tokens[bad] + " at " + bad + ", expected 0 to " + (size() - 1));
    }
    if (characters == null) {
      var bytes = new byte[tokens.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) tokens[i];
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
    int[] points = Arrays.stream(tokens).mapToInt(token -> characters[(int) token]).toArray();
    return new String(points, 0, points.length);
  }
}
