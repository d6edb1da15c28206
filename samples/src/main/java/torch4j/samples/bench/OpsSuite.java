package torch4j.samples.bench;

import java.util.List;
import java.util.stream.Stream;

/** One operator on 8x8 tensors: what a call costs. The check is the sum of the last result. */
final class OpsSuite implements Suite {
  @Override
  public List<Row> rows() {
    return Stream.of("add", "add_", "matmul_8x8", "sum")
        .map(name -> new Row(name, 1000, List.of(1e-6)))
        .toList();
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
