package torch4j.samples.bench;

import java.util.List;

/**
 * One operator on 8x8 tensors: what a call costs; and a chain of 50 layers that do nothing. The
 * check is the sum of the last result.
 */
final class OpsSuite implements Suite {
  @Override
  public List<Row> rows() {
    return List.of(
        row("add"), row("add_"), row("matmul_8x8"), row("sum"), row("identity_50").withoutCpp());
  }

  private static Row row(String name) {
    return new Row(name, 1000, List.of(1e-6));
  }

  @Override
  public boolean needsAllLanguages() {
    return false;
  }

  @Override
  public boolean isOfWholeProcesses() {
    return false;
  }
}
