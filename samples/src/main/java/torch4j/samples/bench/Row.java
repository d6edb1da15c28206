package torch4j.samples.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One comparison of a suite.
 *
 * @param name as the report and the workers know it
 * @param firstSteps the length of the first block, after which the checks are compared
 * @param tolerances how far each number of the check may be from Java's, relative to it
 * @param languages those that take part
 * @param unit what is measured: {@code us}, or something that a block is not repeated for
 * @param bytes how much memory a step must read and write at least, where the row is a measure of
 *     that; else 0
 */
record Row(
    String name,
    long firstSteps,
    List<Double> tolerances,
    Set<Language> languages,
    String unit,
    long bytes) {
  /** The unit of times. */
  static final String MICROSECONDS = "us";

  Row {
    tolerances = List.copyOf(tolerances);
    languages = Set.copyOf(languages);
  }

  /** A row of Java, Python and C++. */
  Row(String name, long firstSteps, List<Double> tolerances) {
    this(
        name,
        firstSteps,
        tolerances,
        EnumSet.of(Language.JAVA, Language.PYTHON, Language.CPP),
        MICROSECONDS,
        0);
  }

  /** A row without a C++ side. */
  Row withoutCpp() {
    return new Row(
        name, firstSteps, tolerances, EnumSet.of(Language.JAVA, Language.PYTHON), unit, bytes);
  }

  /** A row of Java with and without libtorch4j's kernels, and Python. */
  Row againstAten() {
    return new Row(
        name,
        firstSteps,
        tolerances,
        EnumSet.of(Language.JAVA, Language.PYTHON, Language.ATEN),
        unit,
        bytes);
  }

  /** A row whose step reads and writes at least so many bytes. */
  Row moving(long atLeast) {
    return new Row(name, firstSteps, tolerances, languages, unit, atLeast);
  }

  /** A row of something else than times. */
  Row in(String other) {
    return new Row(name, firstSteps, tolerances, languages, other, bytes);
  }

  /** Whether it is of times. */
  boolean isTimed() {
    return unit.equals(MICROSECONDS);
  }
}
