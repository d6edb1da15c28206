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
 * @param bytes how much memory a step must read and write at least, where the row is a measure of
 *     that; else 0
 */
record Row(
    String name, long firstSteps, List<Double> tolerances, Set<Language> languages, long bytes) {
  Row {
    tolerances = List.copyOf(tolerances);
    languages = Set.copyOf(languages);
  }

  /** A row of all languages. */
  Row(String name, long firstSteps, List<Double> tolerances) {
    this(name, firstSteps, tolerances, EnumSet.allOf(Language.class), 0);
  }

  /** A row without a C++ side. */
  Row withoutCpp() {
    return new Row(name, firstSteps, tolerances, EnumSet.of(Language.JAVA, Language.PYTHON), bytes);
  }

  /** A row whose step reads and writes at least so many bytes. */
  Row moving(long bytes) {
    return new Row(name, firstSteps, tolerances, languages, bytes);
  }
}
