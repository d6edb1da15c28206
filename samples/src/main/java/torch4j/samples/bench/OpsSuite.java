package torch4j.samples.bench;

import java.util.List;

/**
 * One operator on 8x8 tensors: what a call costs; numbers to and from tensors, where Python has
 * lists; a chain of 50 layers that do nothing; and shapes that replaced kernels have got wrong
 * before, in time and in memory, against ATen's kernels too. The check is the sum or mean of the
 * last result.
 */
final class OpsSuite implements Suite {
  @Override
  public List<Row> rows() {
    return List.of(
        row("add"),
        row("add_"),
        row("matmul_8x8"),
        row("sum"),
        row("mul_number").withoutCpp(),
        row("select").withoutCpp(),
        row("get_range").withoutCpp(),
        row("argmax").withoutCpp(),
        row("item").withoutCpp(),
        row("tensor_1000").withoutCpp(),
        new Row("to_array_1000000", 20, List.of(1e-6)).withoutCpp(),
        row("identity_50").withoutCpp(),
        shapes("linear_shapes", ShapesWork.SHAPES),
        shapes("bmm_expanded", 1),
        shapes(PeakOrTimeSide.PEAK + "linear_shapes", 1).in("MiB"),
        shapes(PeakOrTimeSide.PEAK + "bmm_expanded", 1).in("MiB"));
  }

  private static Row row(String name) {
    return new Row(name, 1000, List.of(1e-6));
  }

  private static Row shapes(String name, int firstSteps) {
    return new Row(name, firstSteps, List.of(1e-5)).againstAten();
  }

  @Override
  public Side start(Language language, Programs programs) {
    return new PeakOrTimeSide(language, programs);
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
