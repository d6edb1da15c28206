package torch4j.samples.bench;

/** A worker for the times, and a fresh process for each measurement of memory (rows peak_…). */
final class PeakOrTimeSide implements Side {
  /** What the name of a row begins with that measures memory. */
  static final String PEAK = "peak_";

  private final Language language;
  private final Programs programs;
  private final Side worker;

  PeakOrTimeSide(Language language, Programs programs) {
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
