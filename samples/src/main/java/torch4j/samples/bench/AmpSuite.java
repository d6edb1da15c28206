package torch4j.samples.bench;

import java.util.List;

/**
 * Unscaling, clipping, AdamW and the scale's update over given gradients: a few large parameters,
 * some of middle size, many small ones (rows {@code amp_...}); clipping alone (rows {@code
 * clip_...}); and what the memory gives when it is only copied ({@code copy_...}), beside which the
 * first row's GB/s is to be seen. Java makes one call of all four, Python takes its fastest path
 * ({@code GradScaler}, {@code clip_grad_norm_} with {@code foreach=True}, {@code AdamW} with {@code
 * fused=True}), C++ the same operators of ATen. The check is the sum of the first parameter's, or
 * gradient's, magnitudes.
 */
final class AmpSuite implements Suite {
  private static final long FIRST_STEPS = 10;

  // The gradient twice; the parameter and both averages, each read and written.
  private static final long FLOATS_PER_STEP = 2 + 3 * 2;

  @Override
  public List<Row> rows() {
    return List.of(
        row("amp_10x4000000").moving(10 * 4_000_000L * FLOATS_PER_STEP * Float.BYTES),
        row("amp_100x10000"),
        row("amp_1000x64"),
        row("clip_100x10000"),
        row("clip_1000x64"),
        row("copy_40000000").moving(40_000_000L * 2 * Float.BYTES));
  }

  private static Row row(String name) {
    return new Row(name, FIRST_STEPS, List.of(1e-5));
  }

  @Override
  public boolean needsAllLanguages() {
    return true;
  }

  @Override
  public boolean isOfWholeProcesses() {
    return false;
  }
}
