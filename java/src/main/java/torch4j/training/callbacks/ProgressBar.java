package torch4j.training.callbacks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.training.Callback;
import torch4j.training.History;
import torch4j.training.TrainingContext;

/**
 * Shows how far training is: loss, learning rate, samples per second and time left while an epoch
 * runs, and a line with all its values when it is over. On a terminal it is a bar, which {@code
 * me.tongfei:progressbar} draws; elsewhere, or without that library on the class path, it is plain
 * lines, one each half minute and one each epoch.
 *
 * <p>The loss is read four times a second for a bar and before each line, and synchronizes with the
 * device only then.
 */
public final class ProgressBar implements Callback {
  private static final System.Logger LOGGER = System.getLogger(ProgressBar.class.getName());

  private final PrintStream out;
  private final boolean drawsBar;
  private ProgressDisplay display;
  private long began;
  private long samples;

  /** Writes to the standard error stream: a bar, if it is a terminal. */
  public ProgressBar() {
    this(System.err, isTerminal());
  }

  /** Writes plain lines to this stream. */
  public ProgressBar(PrintStream out) {
    this(out, false);
  }

  /**
   * Writes to this stream.
   *
   * @param out where to
   * @param terminal whether it is one, that can show a bar
   */
  public ProgressBar(PrintStream out, boolean terminal) {
    this.out = Require.nonNull(out, "out", "a stream");
    drawsBar = terminal && hasLibrary();
    if (terminal && !drawsBar) {
      LOGGER.log(
          System.Logger.Level.INFO,
          "plain lines instead of a bar, because me.tongfei:progressbar is not on the class path");
    }
  }

  private static boolean hasLibrary() {
    return ProgressBar.class.getResource("/me/tongfei/progressbar/ProgressBar.class") != null;
  }

  private static boolean isTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void onEpochStart(TrainingContext context) {
    String title = title(context);
    long batches = context.batches().orElse(-1);
    display =
        drawsBar
            ? new BarDisplay(out, title, context.batchIndex(), batches)
            : new LineDisplay(out, title, batches);
    began = System.nanoTime();
    samples = 0;
  }

  @Override
  public void onBatchEnd(TrainingContext context) {
    samples += context.result().samples();
    if (display.isDue()) {
      display.show(context.batchIndex(), running(context));
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    close();
    List<History.Epoch> epochs = context.history().epochs();
    History.Epoch epoch = epochs.get(epochs.size() - 1);
    var line = new StringJoiner(", ", title(context) + ": ", "");
    for (Map.Entry<String, Double> value : epoch.values().entrySet()) {
      line.add(value.getKey() + " " + number(value.getValue()));
    }
    line.add(speed());
    line.add(time(epoch.seconds()));
    int after = context.trainer().trainerOptions().maxEpochs() - context.epoch() - 1;
    if (after > 0 && context.stopReason() == null) {
      double mean = epochs.stream().mapToDouble(History.Epoch::seconds).average().orElse(0);
      line.add("about " + time(mean * after) + " left");
    }
    out.println(line);
  }

  /** Says why training ended before its last epoch. */
  @Override
  public void onFitEnd(TrainingContext context) {
    close();
    if (context.stopReason() != null) {
      out.println("stopped: " + context.stopReason());
    }
    out.flush();
  }

  private void close() {
    if (display != null) {
      display.close();
      display = null;
    }
  }

  private static String title(TrainingContext context) {
    return "epoch " + (context.epoch() + 1) + "/" + context.trainer().trainerOptions().maxEpochs();
  }

  private String running(TrainingContext context) {
    var text = new StringJoiner(", ");
    Tensor loss = context.result().loss();
    if (loss != null) {
      text.add("loss " + number(context.loss()));
    }
    text.add("lr " + number(context.optimizers().get(0).paramGroups().get(0).lr()));
    return text.add(speed()).toString();
  }

  private String speed() {
    double perSecond = samples / ((System.nanoTime() - began) / 1e9);
    return String.format(Locale.ROOT, "%,.0f samples/s", perSecond);
  }

  /** Four digits. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    boolean plain = value == 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6);
    String text = String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
    return plain && value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : text;
  }

  /** Hours, minutes, seconds; below a minute with a tenth. */
  static String time(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    var time = Duration.ofSeconds(Math.round(seconds));
    String minutes =
        String.format(Locale.ROOT, "%02d:%02d", time.toMinutesPart(), time.toSecondsPart());
    return time.toHours() == 0 ? minutes : time.toHours() + ":" + minutes;
  }
}
