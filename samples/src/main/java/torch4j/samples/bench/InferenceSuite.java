package torch4j.samples.bench;

import java.util.List;

/**
 * ResNet-18 on images of 224 by 224 pixels, scripted by Python and eager, one image and 16 at a
 * time; and (rows {@code peak_…}) the most memory that a process held which loaded the scripted
 * network and ran it. The check is the sum of the scores' absolute values.
 */
final class InferenceSuite implements Suite {
  private static final List<Double> TIGHT = List.of(1e-5);

  @Override
  public List<Row> rows() {
    return List.of(
        row("scripted_1"),
        row("scripted_16"),
        row("eager_1"),
        row("eager_16"),
        row(PeakOrTimeSide.PEAK + "scripted_1").in("MiB"),
        row(PeakOrTimeSide.PEAK + "scripted_16").in("MiB"));
  }

  private static Row row(String name) {
    return new Row(name, 1, TIGHT).withoutCpp();
  }

  @Override
  public boolean needsAllLanguages() {
    return false;
  }

  @Override
  public boolean isOfWholeProcesses() {
    return false;
  }

  @Override
  public Side start(Language language, Programs programs) {
    return new PeakOrTimeSide(language, programs);
  }
}
