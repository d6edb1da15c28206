package torch4j.training.callbacks;

import java.io.PrintStream;

/** A line now and then, for a log file. */
final class LineDisplay implements ProgressDisplay {
  private static final long PAUSE_NANOS = 30_000_000_000L;

  private final PrintStream out;
  private final String title;
  private final long batches;
  private final long began = System.nanoTime();
  private long shown = began;

  /**
   * Lines for an epoch.
   *
   * @param batches how many batches it has; -1 if that is not known
   */
  LineDisplay(PrintStream out, String title, long batches) {
    this.out = out;
    this.title = title;
    this.batches = batches;
  }

  @Override
  public boolean isDue() {
    return System.nanoTime() - shown >= PAUSE_NANOS;
  }

  @Override
  public void show(long done, String values) {
    shown = System.nanoTime();
    String of = batches < 0 ? "" : "/" + batches;
    String left = "";
    if (batches > done) {
      left = ", " + ProgressBar.time((shown - began) / 1e9 / done * (batches - done)) + " left";
    }
    out.println(title + ", batch " + done + of + ": " + values + left);
  }

  @Override
  public void close() {
    out.flush();
  }
}
