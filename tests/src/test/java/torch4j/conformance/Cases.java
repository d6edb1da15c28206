package torch4j.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cases of the folder conformance, one to a line. */
final class Cases {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private Cases() {}

  /** The names of the files, without their ending. */
  static List<String> topics() {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("conformance"))) {
      return files.map(file -> file.getFileName().toString().replace(".txt", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All cases of all files. */
  static List<String> all() {
    return topics().stream().flatMap(topic -> of(topic).stream()).toList();
  }

  /** The cases of one file. */
  static List<String> of(String topic) {
    return lines("conformance/" + topic + ".txt").stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** The dtype of a case under autocast ({@code @bfloat16 ...}); empty for another. */
  static String autocastDtype(String text) {
    return text.startsWith("@") ? text.substring(1, text.indexOf(' ')) : "";
  }

  /** Whether only the outcome is compared ({@code ? ...}). */
  static boolean isOutcome(String text) {
    return withoutAutocast(text).startsWith("?");
  }

  /** The Python expression, without what stands before it. */
  static String expression(String text) {
    return isOutcome(text) ? withoutAutocast(text).substring(1).strip() : withoutAutocast(text);
  }

  private static String withoutAutocast(String text) {
    return text.startsWith("@") ? text.substring(text.indexOf(' ') + 1) : text;
  }

  static List<String> lines(String resource) {
    try {
      return Files.readAllLines(RESOURCES.resolve(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
