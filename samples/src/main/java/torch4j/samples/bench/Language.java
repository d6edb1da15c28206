package torch4j.samples.bench;

import java.util.Locale;

/** The sides of a comparison, in the order of the report's columns. */
enum Language {
  JAVA,
  PYTHON,
  CPP;

  /** As the report writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
