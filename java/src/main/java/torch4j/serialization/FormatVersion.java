package torch4j.serialization;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the zip format, checked as by LibTorch's {@code PyTorchStreamReader}: whatever
 * follows its digits is ignored.
 */
final class FormatVersion {
  private static final BigInteger OLDEST = BigInteger.ONE;
  private static final BigInteger NEWEST = BigInteger.TEN;
  private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?[0-9]+)");
  private static final int SHOWN = 40;

  private FormatVersion() {}

  /**
   * Requires a version that can be read.
   *
   * @throws InvalidFileException if the version is missing, not a number, too old or too new
   */
  static void require(ZipReader zip) throws IOException {
    String entry = zip.find(".data/version") == null ? "version" : ".data/version";
    byte[] bytes = zip.read(entry);
    if (bytes == null) {
      throw InvalidFileException.of(entry, "none", "one, as torch.save writes");
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    Matcher number = NUMBER.matcher(text);
    if (!number.lookingAt()) {
      throw InvalidFileException.of(entry, '"' + shown(text) + '"', "a number " + range());
    }
    String digits = number.group(1);
    if (digits.length() > SHOWN || !isKnown(new BigInteger(digits))) {
      throw InvalidFileException.of(
          entry, shown(digits), range() + "; the file is older or newer than torch4j can read");
    }
  }

  private static boolean isKnown(BigInteger version) {
    return version.compareTo(OLDEST) >= 0 && version.compareTo(NEWEST) <= 0;
  }

  private static String range() {
    return OLDEST + " to " + NEWEST;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
