package torch4j.samples.bench;

import java.util.List;
import java.util.Map;
import torch4j.samples.SampleException;

/** Whether all sides computed the same. */
final class Check {
  private Check() {}

  /**
   * Compares every side's numbers with Java's.
   *
   * @throws SampleException if one is farther away than the row allows; it names the row and both
   */
  static void requireSame(Row row, Map<Language, Block> blocks) {
    List<Double> expected = blocks.get(Language.JAVA).check();
    blocks.forEach(
        (language, block) -> {
          if (!isSame(expected, block.check(), row.tolerances())) {
            throw new SampleException(
                row.name()
                    + ": the results differ: java "
                    + expected
                    + ", "
                    + language
                    + " "
                    + block.check()
                    + ", expected within "
                    + row.tolerances()
                    + " of each other, relatively");
          }
        });
  }

  private static boolean isSame(List<Double> a, List<Double> b, List<Double> tolerances) {
    if (a.size() != tolerances.size() || b.size() != tolerances.size()) {
      return false;
    }
    for (int i = 0; i < tolerances.size(); i++) {
      double allowed = tolerances.get(i) * Math.abs(a.get(i));
      // Written so that NaN is never the same.
      if (!(Math.abs(a.get(i) - b.get(i)) <= allowed)) {
        return false;
      }
    }
    return true;
  }
}
