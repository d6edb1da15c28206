package torch4j.samples.bench;

import java.util.List;

/**
 * One comparison of a suite.
 *
 * @param name as the report and the workers know it
 * @param firstSteps the length of the first block, after which the checks are compared
 * @param tolerances how far each number of the check may be from Java's, relative to it
 */
record Row(String name, long firstSteps, List<Double> tolerances) {
  Row {
    tolerances = List.copyOf(tolerances);
  }
}
