package torch4j.training.callbacks;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on a terminal, by me.tongfei:progressbar: the only class that knows it, and is not loaded
 * without it.
 */
final class BarDisplay implements ProgressDisplay {
  private static final int PAUSE_MILLIS = 250;
  private static final int COLUMNS = 120; // where the terminal does not say

  private final me.tongfei.progressbar.ProgressBar bar;
  private long shown = System.nanoTime();

  /**
   * A bar for an epoch.
   *
   * @param done the batches that are done
   * @param batches how many it has; -1 if that is not known
   */
  BarDisplay(PrintStream out, String title, long done, long batches) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(batches)
            .startsFrom(done, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(PAUSE_MILLIS)
            .setConsumer(consumer(out))
            .clearDisplayOnFinish()
            .build();
  }

  private static ProgressBarConsumer consumer(PrintStream out) {
    return out == System.err
        ? new ConsoleProgressBarConsumer(out) // asks the terminal for its width
        : new ConsoleProgressBarConsumer(out, COLUMNS);
  }

  @Override
  public boolean isDue() {
    return System.nanoTime() - shown >= PAUSE_MILLIS * 1_000_000L;
  }

  @Override
  public void show(long batches, String values) {
    shown = System.nanoTime();
    bar.stepTo(batches);
    bar.setExtraMessage(" " + values);
  }

  @Override
  public void close() {
    bar.close();
  }
}
