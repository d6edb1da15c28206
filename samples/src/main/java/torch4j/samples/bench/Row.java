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
 * @param mostRounds how many blocks each side runs at most
 */
record Row(
    String name,
    long firstSteps,
    List<Double> tolerances,
    Set<Language> languages,
    String unit,
    long bytes,
    int mostRounds) {
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
        0,
        Integer.MAX_VALUE);
  }

  /** A row without a C++ side. */
  Row withoutCpp() {
    return among(EnumSet.of(Language.JAVA, Language.PYTHON));
  }

  /** A row of Java alone. */
  Row ofJava() {
    return among(EnumSet.of(Language.JAVA));
  }

  /** A row of Java with and without libtorch4j's kernels, and Python. */
  Row againstAten() {
    return among(EnumSet.of(Language.JAVA, Language.PYTHON, Language.ATEN));
  }

  private Row among(Set<Language> others) {
    return new Row(name, firstSteps, tolerances, others, unit, bytes, mostRounds);
  }

  /** A row whose step reads and writes at least so many bytes. */
  Row moving(long atLeast) {
    return new Row(name, firstSteps, tolerances, languages, unit, atLeast, mostRounds);
  }

  /** A row of something else than times. */
  Row in(String other) {
    return new Row(name, firstSteps, tolerances, languages, other, bytes, mostRounds);
  }

  /** A row of few blocks, because each is a process. */
  Row atMost(int rounds) {
    return new Row(name, firstSteps, tolerances, languages, unit, bytes, rounds);
  }

  /** Whether it is of times. */
  boolean isTimed() {
    return unit.equals(MICROSECONDS);
  }
}
