package torch4j.samples.bench;

import java.util.List;

/**
 * Batches of 64: of tensors in memory, 60,000 x 784 and shuffled; and of 10,000 images that are
 * normalized, flipped and cropped one by one, without workers and with two; and of 2,000 PNGs,
 * which two workers decode. Python does the same operators; it reads PNGs by Pillow. A step is a
 * batch; the check is the last batch's mean. A step of the row of CSV reads 100,000 rows of 20
 * numbers into a tensor; Python does so by its csv module and torch.tensor.
 */
final class DataLoaderSuite implements Suite {
  private static final long FIRST_STEPS = 20;

  @Override
  public List<Row> rows() {
    return List.of(
        row("tensors_60000x784", FIRST_STEPS),
        row("images_workers0", FIRST_STEPS),
        row("images_workers2", FIRST_STEPS),
        row("csv_100000x20", 1),
        row("pngs_2000_workers2", FIRST_STEPS));
  }

  private static Row row(String name, long firstSteps) {
    return new Row(name, firstSteps, List.of(1e-5)).withoutCpp();
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
