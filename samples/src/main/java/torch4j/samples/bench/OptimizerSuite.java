package torch4j.samples.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * Steps of Adam and RMSprop over given gradients: many small parameters, some of middle size, a few
 * large ones. Against Python's fused Adam, (rows {@code …_default}) its default one, and RMSprop
 * with {@code foreach=True}; and against the C++ frontend's optimizers. The check is the sum of the
 * first parameter's magnitudes.
 */
final class OptimizerSuite implements Suite {
  private static final long FIRST_STEPS = 10;

  @Override
  public List<Row> rows() {
    return Stream.of(
            "adam_1000x64",
            "adam_1000x64_default",
            "adam_100x10000",
            "adam_100x10000_default",
            "adam_60x400000",
            "adam_60x400000_default",
            "rmsprop_1000x64")
        .map(name -> new Row(name, FIRST_STEPS, List.of(1e-5)))
        .toList();
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
