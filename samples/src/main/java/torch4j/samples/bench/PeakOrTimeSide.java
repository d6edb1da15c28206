package torch4j.samples.bench;

/**
 * A worker for the times, and a fresh process for each measurement of memory (rows peak_…) or of
 * first steps (rows first30_…).
 */
final class PeakOrTimeSide implements Side {
  /** What the name of a row begins with that measures memory. */
  static final String PEAK = "peak_";

  /** What the name of a row begins with that measures the first steps of a process. */
  static final String FIRST = "first30_";

  private static final double KIB_IN_MIB = 1024;

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
    String name = request.row();
    if (name.startsWith(PEAK)) {
      ProcessBuilder program = programs.peak(language, name.substring(PEAK.length()));
      return MeasuredProcess.run(language, program, KIB_IN_MIB).named(name);
    }
    if (name.startsWith(FIRST)) {
      ProcessBuilder program = programs.firstSteps(language, name.substring(FIRST.length()));
      return MeasuredProcess.run(language, program, 1).named(name);
    }
    return worker.run(request);
  }

  @Override
  public void close() {
    worker.close();
  }
}
