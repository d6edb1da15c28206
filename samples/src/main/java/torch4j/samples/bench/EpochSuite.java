package torch4j.samples.bench;

import java.util.List;

/**
 * A whole epoch of Fashion-MNIST, from Debian's package dataset-fashion-mnist: 60,000 images that
 * are cropped and flipped one by one, in batches of 64, a small convolutional network trained by
 * Adam, and 10,000 images to validate it. Without workers and with two; Python does the same, with
 * torchvision's transforms. The check is the first epoch's mean loss, and its accuracy.
 */
final class EpochSuite implements Suite {
  private static final int ROUNDS = 3;

  // In 938 steps a last bit grows.
  private static final List<Double> TOLERANCES = List.of(2e-2, 3e-2);

  @Override
  public List<Row> rows() {
    return List.of(row("epoch"), row("epoch_workers2"));
  }

  private static Row row(String name) {
    return new Row(name, 1, TOLERANCES).withoutCpp().in("us/epoch").atMost(ROUNDS);
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
