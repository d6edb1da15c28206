package torch4j.samples.bench;

import java.util.List;

/**
 * A training step of the small MLP with its loss read, by the {@code Trainer} ({@code trainer_mlp})
 * and by a loop ({@code loop_mlp}), each against Python's loop; and the Trainer's time over the
 * loop's, both in one process in turns ({@code harness_over_loop}). The check is the mean loss of
 * the first steps.
 */
final class TrainerSuite implements Suite {
  private static final long FIRST_STEPS = 50;
  private static final long RATIO_STEPS = 4000;

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("trainer_mlp", FIRST_STEPS, List.of(1e-5)).withoutCpp(),
        new Row("loop_mlp", FIRST_STEPS, List.of(1e-5)).withoutCpp(),
        new Row("harness_over_loop", RATIO_STEPS, List.of(1e-5)).ofJava().in("1"));
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
