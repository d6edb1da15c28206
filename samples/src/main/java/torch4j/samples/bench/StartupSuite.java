package torch4j.samples.bench;

import java.util.List;

/**
 * From the start of a process to its end, with one 8x8 product printed in between. Each step is a
 * fresh process; the check is the sum of that product.
 */
final class StartupSuite implements Suite {
  @Override
  public List<Row> rows() {
    return List.of(new Row("first_matmul", 1, List.of(1e-6)));
  }

  @Override
  public boolean needsAllLanguages() {
    return false;
  }

  @Override
  public boolean isOfWholeProcesses() {
    return true;
  }
}
