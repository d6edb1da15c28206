package torch4j.tensorboard;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.jit.ScriptModule;
import torch4j.processor.Withers;
import torch4j.tensorboard.proto.EventProto.Event;
import torch4j.tensorboard.proto.EventProto.SessionLog;
import torch4j.tensorboard.proto.EventProto.Summary;
import torch4j.tensorboard.proto.EventProto.TaggedRunMetadata;
import torch4j.tensorboard.proto.GraphProto.DeviceStepStats;
import torch4j.tensorboard.proto.GraphProto.GraphDef;
import torch4j.tensorboard.proto.GraphProto.RunMetadata;
import torch4j.tensorboard.proto.GraphProto.StepStats;

/**
 * Writes what happens in training to event files, which {@code tensorboard --logdir runs} shows.
 * Same as {@code torch.utils.tensorboard.SummaryWriter}.
 *
 * <pre>{@code
 * try (var writer = new SummaryWriter(Path.of("runs/first"))) {
 *   for (int step = 0; step < steps; step++) {
 *     writer.addScalar("loss/train", loss(step), step);
 *   }
 *   writer.addHistogram("fc1.weight", model.fc1.weight(), steps);
 * }
 * }</pre>
 *
 * <p>May be used by several threads. Events are queued, and a thread of the writer's own writes
 * them; what the disk refuses is thrown by the next call, by {@link #flush} or {@link #close} at
 * the latest. Close it: a JVM that ends properly closes what is open, but one that is killed loses
 * up to {@link Options#flushSecs} of events.
 *
 * <p>Other than in Python, a closed writer does not open again by itself, and the time of an event
 * comes from {@link Options#clock}.
 */
public final class SummaryWriter implements AutoCloseable {
  private static final DateTimeFormatter RUN_NAME =
      DateTimeFormatter.ofPattern("MMMdd_HH-mm-ss", Locale.ENGLISH);

  private final Path logDir;
  private final Options options;
  // The folder's own writer, and those of addScalars, by folder. Guarded by itself.
  private final Map<Path, EventFileWriter> writers = new HashMap<>();
  private final EventFileWriter writer;
  private boolean closed; // guarded by writers

  /**
   * Options of a writer, with PyTorch's defaults.
   *
   * @param logDir the folder for the files; null for {@code runs/<date>_<host><comment>}
   * @param comment the end of the default folder's name
   * @param purgeStep the step from which on TensorBoard forgets what is in the folder already, for
   *     a run that is resumed there; null for none
   * @param maxQueue how many events wait to be written before a call waits
   * @param flushSecs how often, in seconds, what is written reaches the disk
   * @param filenameSuffix the end of all files' names
   * @param maxFileBytes the size from which on a file is followed by a new one; 0 for a single file
   * @param clock tells the time of the events
   */
  @Withers
  public record Options(
      Path logDir,
      String comment,
      Long purgeStep,
      int maxQueue,
      int flushSecs,
      String filenameSuffix,
      long maxFileBytes,
      Clock clock)
      implements SummaryWriterOptionsWithers {
    /** Checks the values. */
    public Options {
      Require.nonNull(comment, "comment", "a text, or an empty one");
      Require.nonNull(filenameSuffix, "filenameSuffix", "a text, or an empty one");
      Require.nonNull(clock, "clock", "a clock");
      if (filenameSuffix.contains("/")) {
        throw new IllegalArgumentException(
            "filenameSuffix: got \"" + filenameSuffix + "\", expected a text without slashes");
      }
      requireAtLeast("maxQueue", maxQueue, 1);
      requireAtLeast("flushSecs", flushSecs, 0);
      requireAtLeast("maxFileBytes", maxFileBytes, 0);
    }

    private static void requireAtLeast(String name, long value, long least) {
      if (value < least) {
        throw new IllegalArgumentException(name + ": got " + value + ", expected >= " + least);
      }
    }

    /** Returns a copy that purges from this step on. */
    @Override
    public Options purgeStep(long purgeStep) {
      return purgeStep(Long.valueOf(purgeStep));
    }

    double wallTime() {
      return clock.millis() / 1e3;
    }

    long flushNanos() {
      return TimeUnit.SECONDS.toNanos(flushSecs);
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(null, "", null, 10, 120, "", 0, Clock.systemUTC());
  }

  /**
   * A writer to {@code runs/<date>_<host>}.
   *
   * @throws java.io.UncheckedIOException if the folder or file cannot be made
   */
  public SummaryWriter() {
    this(options());
  }

  /**
   * A writer to this folder, which is made if it is missing.
   *
   * @throws java.io.UncheckedIOException if the folder or file cannot be made
   */
  public SummaryWriter(Path logDir) {
    this(options().logDir(Require.nonNull(logDir, "logDir", "a folder")));
  }

  /**
   * A writer with these options.
   *
   * @throws java.io.UncheckedIOException if the folder or file cannot be made
   */
  public SummaryWriter(Options options) {
    this.options = Require.nonNull(options, "options", "options");
    this.logDir = options.logDir() != null ? options.logDir() : defaultFolder(options);
    this.writer = new EventFileWriter(logDir, options);
    writers.put(logDir, writer);
    if (options.purgeStep() != null) {
      purge(options.purgeStep());
    }
  }

  private static Path defaultFolder(Options options) {
    String time =
        LocalDateTime.ofInstant(options.clock().instant(), java.time.ZoneId.systemDefault())
            .format(RUN_NAME);
    return Path.of("runs", time + "_" + EventFile.hostName() + options.comment());
  }

  private void purge(long step) {
    double time = options.wallTime();
    writer.add(EventFile.version().setStep(step).setWallTime(time).build());
    writer.add(
        Event.newBuilder()
            .setStep(step)
            .setWallTime(time)
            .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START))
            .build());
  }

  /** The folder of the files. Same as {@code get_logdir()}. */
  public Path logDir() {
    return logDir;
  }

  // ---- scalars

  /** Adds a number without a step. */
  public void addScalar(String tag, double value) {
    addScalar(tag, value, 0);
  }

  /**
   * Adds a number. NaN and infinity are allowed.
   *
   * @param tag the name of the series; slashes make groups
   * @throws IllegalStateException if the writer is closed, as all methods do
   * @throws java.io.UncheckedIOException if this or an earlier event could not be written, as all
   *     methods do
   */
  public void addScalar(String tag, double value, long globalStep) {
    addScalar(tag, value, globalStep, ScalarStyle.SIMPLE);
  }

  /** Adds a number in this style. */
  public void addScalar(String tag, double value, long globalStep, ScalarStyle style) {
    requireTag(tag);
    Require.nonNull(style, "style", "a style");
    add(Summaries.scalar(tag, value, style), globalStep);
  }

  /**
   * Adds a number that was seen at another time than now.
   *
   * @param wallTime in seconds since 1970
   */
  public void addScalar(String tag, double value, long globalStep, double wallTime) {
    requireTag(tag);
    add(writer, Summaries.scalar(tag, value, ScalarStyle.SIMPLE), globalStep, wallTime);
  }

  /**
   * Adds the number in a tensor, for which it waits if the tensor is on a device.
   *
   * @throws IllegalArgumentException if the tensor has not one element, or it is complex
   */
  public void addScalar(String tag, Tensor value, long globalStep) {
    addScalar(tag, number(value), globalStep);
  }

  private static double number(Tensor value) {
    Require.nonNull(value, "value", "a tensor of one element");
    if (value.numel() != 1 || value.dtype().isComplex()) {
      throw new IllegalArgumentException(
          "value: got " + TensorDescription.of(value) + ", expected one real element");
    }
    return value.itemDouble();
  }

  /**
   * Adds several numbers that TensorBoard shows in one chart. Each gets a folder and file of its
   * own, {@code <logDir>/<mainTag>_<tag>}, as in Python.
   *
   * @throws java.io.UncheckedIOException if a folder or file cannot be made
   */
  public void addScalars(String mainTag, Map<String, ? extends Number> values, long globalStep) {
    requireTag(mainTag);
    Require.nonNull(values, "values", "a map");
    double time = options.wallTime();
    values.forEach(
        (tag, value) -> {
          Require.nonNull(tag, "values", "tags without null");
          Require.nonNull(value, "values[\"" + tag + "\"]", "a number");
          Path folder = Path.of(logDir + "/" + mainTag.replace('/', '_') + "_" + tag);
          Summary summary = Summaries.scalar(mainTag, value.doubleValue(), ScalarStyle.SIMPLE);
          add(writerOf(folder), summary, globalStep, time);
        });
  }

  private EventFileWriter writerOf(Path folder) {
    synchronized (writers) {
      if (closed) {
        throw new IllegalStateException("writer: got a closed one, expected an open one");
      }
      return writers.computeIfAbsent(folder, made -> new EventFileWriter(made, options));
    }
  }

  // ---- histograms

  /** Adds a histogram of a tensor's values, in the default bins. */
  public void addHistogram(String tag, Tensor values, long globalStep) {
    addHistogram(tag, values, globalStep, HistogramBins.tensorflow());
  }

  /**
   * Adds a histogram of a tensor's values. NaN, and values beyond the bins, are in no bin.
   *
   * @throws IllegalArgumentException if there are no values or none is in a bin, if they are
   *     complex, or one is not finite where the bins depend on them
   */
  public void addHistogram(String tag, Tensor values, long globalStep, HistogramBins bins) {
    Require.nonNull(values, "values", "a tensor");
    if (values.dtype().isComplex()) {
      throw new IllegalArgumentException(
          "values: got " + TensorDescription.of(values) + ", expected real numbers");
    }
    addHistogram(tag, values.toDoubleArray(), globalStep, bins);
  }

  /** Same, of values in an array. */
  public void addHistogram(String tag, double[] values, long globalStep, HistogramBins bins) {
    requireTag(tag);
    Require.nonNull(values, "values", "an array");
    Require.nonNull(bins, "bins", "HistogramBins");
    var value = Summary.Value.newBuilder().setTag(tag);
    add(Summaries.of(value.setHisto(HistogramSummary.of(values, bins))), globalStep);
  }

  /** Adds a histogram that the caller has made. Same as {@code add_histogram_raw}. */
  public void addHistogramRaw(String tag, RawHistogram histogram, long globalStep) {
    requireTag(tag);
    Require.nonNull(histogram, "histogram", "a RawHistogram");
    add(
        Summaries.of(Summary.Value.newBuilder().setTag(tag).setHisto(histogram.toProto())),
        globalStep);
  }

  // ---- images

  /** Adds an image of {@code [C, H, W]}. */
  public void addImage(String tag, Tensor image, long globalStep) {
    addImage(tag, image, globalStep, "CHW");
  }

  /**
   * Adds an image: uint8 of 0 to 255, or another dtype of 0 to 1; what is beyond is clipped.
   *
   * @param dataformats the order of the dimensions: HW, or CHW with 1, 3 or 4 channels, or NCHW
   *     with 1 or 3 channels, the letters in any order
   * @throws IllegalArgumentException if the dimensions are others, or empty
   */
  public void addImage(String tag, Tensor image, long globalStep, String dataformats) {
    requireTag(tag);
    Require.nonNull(image, "image", "a tensor");
    Require.nonNull(dataformats, "dataformats", "the order of the dimensions, such as CHW");
    var value = Summary.Value.newBuilder().setTag(tag);
    add(Summaries.of(value.setImage(ImageSummary.of(image, dataformats))), globalStep);
  }

  /** Adds images of {@code [N, C, H, W]}, in rows of 8. */
  public void addImages(String tag, Tensor images, long globalStep) {
    addImages(tag, images, globalStep, "NCHW");
  }

  /** Adds images in rows of 8. Same as {@link #addImage(String, Tensor, long, String)}. */
  public void addImages(String tag, Tensor images, long globalStep, String dataformats) {
    addImage(tag, images, globalStep, dataformats);
  }

  // ---- text, hyperparameters, curves

  /** Adds a text, which TensorBoard shows as Markdown. */
  public void addText(String tag, String text, long globalStep) {
    requireTag(tag);
    add(Summaries.text(tag, Require.nonNull(text, "text", "a text")), globalStep);
  }

  /** Adds hyperparameters and what came of them, in a run named by the time. */
  public void addHparams(Map<String, ?> hparams, Map<String, ? extends Number> metrics) {
    addHparams(hparams, metrics, HparamsOptions.DEFAULTS);
  }

  /**
   * Adds hyperparameters and what came of them, to be compared with other runs in TensorBoard. They
   * go to a run of their own, {@code <logDir>/<run name>}, as in Python.
   *
   * @param hparams numbers, Booleans, Strings, tensors of one element, or null for what is left out
   * @param metrics what is compared, by a tag that {@code addScalar} does not use
   * @throws IllegalArgumentException if a value is of another type
   * @throws java.io.UncheckedIOException if the folder or file cannot be made
   */
  public void addHparams(
      Map<String, ?> hparams, Map<String, ? extends Number> metrics, HparamsOptions more) {
    Require.nonNull(hparams, "hparams", "a map");
    Require.nonNull(metrics, "metrics", "a map");
    Require.nonNull(more, "more", "options");
    metrics.forEach(
        (tag, value) -> {
          requireTag(tag);
          Require.nonNull(value, "metrics[\"" + tag + "\"]", "a number");
        });
    requireOpen();
    List<Summary> summaries = HparamsSummaries.of(hparams, metrics, more.domainDiscrete());
    String run =
        more.runName() == null || more.runName().isEmpty()
            ? String.valueOf(options.wallTime())
            : more.runName();
    Options own = options().logDir(logDir.resolve(run)).clock(options.clock());
    try (var runWriter = new SummaryWriter(own)) {
      summaries.forEach(summary -> runWriter.add(summary, more.globalStep()));
      metrics.forEach((tag, v) -> runWriter.addScalar(tag, v.doubleValue(), more.globalStep()));
    }
  }

  /** Adds a precision-recall curve of 127 thresholds. */
  public void addPrCurve(String tag, Tensor labels, Tensor predictions, long globalStep) {
    addPrCurve(tag, labels, predictions, globalStep, PrCurveSummary.MAX_THRESHOLDS, null);
  }

  /**
   * Adds a precision-recall curve.
   *
   * @param labels 1 for true, 0 for false
   * @param predictions the probabilities that they are true; what is not in 0 to 1 is left out
   * @param numThresholds how many thresholds the curve has: 127 at most, as more are not shown
   * @param weights the elements' weights, or null
   * @throws IllegalArgumentException if the shapes differ, or there is no threshold
   */
  public void addPrCurve(
      String tag,
      Tensor labels,
      Tensor predictions,
      long globalStep,
      int numThresholds,
      Tensor weights) {
    requireTag(tag);
    Require.nonNull(labels, "labels", "a tensor");
    Require.nonNull(predictions, "predictions", "a tensor");
    add(PrCurveSummary.of(tag, labels, predictions, numThresholds, weights), globalStep);
  }

  /**
   * Adds the graph of a script's {@code forward}: every value with the operator that computes it,
   * its shape where it is known, as in scripts that were traced, and the modules that it is
   * computed in. Python traces a module for this; Java has the graphs of scripts only.
   *
   * <p>As in Python, what is in the branches of an if or the body of a loop is not shown.
   *
   * @throws IllegalArgumentException if there is no {@code forward}
   */
  public void addGraph(ScriptModule model) {
    Require.nonNull(model, "model", "a ScriptModule");
    GraphDef graph;
    try (var scope = Torch.scope()) {
      graph = GraphNodes.of(model);
    }
    double time = options.wallTime();
    writer.add(Event.newBuilder().setWallTime(time).setGraphDef(graph.toByteString()).build());
    var device =
        DeviceStepStats.newBuilder().setDevice("/device:CPU:0"); // as Python, whatever it is
    var metadata =
        RunMetadata.newBuilder().setStepStats(StepStats.newBuilder().addDevStats(device)).build();
    writer.add(
        Event.newBuilder()
            .setWallTime(time)
            .setTaggedRunMetadata(
                TaggedRunMetadata.newBuilder()
                    .setTag("step1")
                    .setRunMetadata(metadata.toByteString()))
            .build());
  }

  // ---- files

  private static void requireTag(String tag) {
    Require.nonNull(tag, "tag", "the name of a series");
  }

  private void requireOpen() {
    synchronized (writers) {
      if (closed) {
        throw new IllegalStateException("writer: got a closed one, expected an open one");
      }
    }
  }

  private void add(Summary summary, long globalStep) {
    add(writer, summary, globalStep, options.wallTime());
  }

  private static void add(EventFileWriter to, Summary summary, long globalStep, double wallTime) {
    to.add(
        Event.newBuilder().setWallTime(wallTime).setStep(globalStep).setSummary(summary).build());
  }

  private List<EventFileWriter> all() {
    synchronized (writers) {
      return new ArrayList<>(writers.values());
    }
  }

  /**
   * Waits until all that was added is in the files.
   *
   * @throws IllegalStateException if the writer is closed
   * @throws java.io.UncheckedIOException if something could not be written
   */
  public void flush() {
    requireOpen();
    all().forEach(EventFileWriter::flush);
  }

  /**
   * Writes all that was added, and closes the files. Closing twice does nothing.
   *
   * @throws java.io.UncheckedIOException if something could not be written, and no call has said so
   *     yet
   */
  @Override
  public void close() {
    synchronized (writers) {
      closed = true;
    }
    RuntimeException failure = null;
    for (EventFileWriter open : all()) {
      try {
        open.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
