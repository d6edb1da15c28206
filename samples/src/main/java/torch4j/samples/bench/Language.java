package torch4j.samples.bench;

import java.util.Locale;

/** The sides of a comparison, in the order of the report's columns. */
enum Language {
  JAVA,
  PYTHON,
  CPP,
  /** Java, with {@code -Dtorch4j.kernels=aten}: none of libtorch4j's kernels. */
  ATEN;

  /** As the report writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
