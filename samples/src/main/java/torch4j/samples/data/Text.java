package torch4j.samples.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text shipped with the samples: some thousand words in sentences of a small grammar. */
public final class Text {
  private Text() {}

  /** All of it, a sentence a line. */
  public static String load() {
    try (var in = Text.class.getResourceAsStream("/torch4j/samples/text.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
