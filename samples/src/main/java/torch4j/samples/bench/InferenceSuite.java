package torch4j.samples.bench;

import java.util.List;

/**
 * ResNet-18 on images of 224 by 224 pixels, scripted by Python and eager, one image and 16 at a
 * time; and (rows {@code peak_…}) the most memory that a process held which loaded the scripted
 * network and ran it. The check is the sum of the scores' absolute values.
 */
final class InferenceSuite implements Suite {
  private static final List<Double> TIGHT = List.of(1e-5);
  private static final String PEAK = "peak_";

  @Override
  public List<Row> rows() {
    return List.of(
        row("scripted_1"),
        row("scripted_16"),
        row("eager_1"),
        row("eager_16"),
        row(PEAK + "scripted_1").in("MiB"),
        row(PEAK + "scripted_16").in("MiB"));
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
    return new InferenceSide(language, programs);
  }

  /** A worker for the times, and a fresh process for each measurement of memory. */
  private static final class InferenceSide implements Side {
    private final Language language;
    private final Programs programs;
    private final Side worker;

    InferenceSide(Language language, Programs programs) {
      this.language = language;
      this.programs = programs;
      worker = new WorkerSide(language, programs.worker(language));
    }

    @Override
    public Block run(Request request) {
      if (!request.row().startsWith(PEAK)) {
        return worker.run(request);
      }
      String row = request.row().substring(PEAK.length());
      return PeakSide.run(language, programs.peak(language, row)).named(request.row());
    }

    @Override
    public void close() {
      worker.close();
    }
  }
}
