package torch4j.samples.bench;

import java.util.List;

/**
 * Batches of 64: of tensors in memory, 60,000 x 784 and shuffled; and of 10,000 images that are
 * normalized, flipped and cropped one by one, without workers and with two. Python does the same
 * operators. A step is a batch; the check is the last batch's mean.
 */
final class DataLoaderSuite implements Suite {
  private static final long FIRST_STEPS = 20;

  @Override
  public List<Row> rows() {
    return List.of(row("tensors_60000x784"), row("images_workers0"), row("images_workers2"));
  }

  private static Row row(String name) {
    return new Row(name, FIRST_STEPS, List.of(1e-5)).withoutCpp();
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
