package torch4j.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.jit.ScriptModule;
import torch4j.tensorboard.proto.EventProto.Event;

final class SummaryWriterTest {
  private static final SummaryWriter.Options OPTIONS = SummaryWriter.options();

  @TempDir Path folder;

  private static double scalar(Event event) {
    return event.getSummary().getValue(0).getSimpleValue();
  }

  @Test
  void flush_bringsAllIntoTheFile() throws IOException {
    try (var writer = new SummaryWriter(folder)) {
      for (int step = 0; step < 25; step++) {
        writer.addScalar("loss", step, step);
      }
      writer.flush();
      assertEquals(25, EventFiles.all(folder).size());
      writer.addScalar("loss", Torch.tensor(2.5), 26);
      writer.addScalar("now", 1);
    }
    List<Event> events = EventFiles.all(folder);
    assertEquals(2.5, scalar(events.get(25)));
    assertEquals(0, events.get(26).getStep());
  }

  @Test
  void flushSecs_bringsEventsIntoTheFileByThemselves() throws Exception {
    try (var writer = new SummaryWriter(OPTIONS.logDir(folder).flushSecs(0))) {
      writer.addScalar("loss", 1, 1);
      for (int i = 0; EventFiles.all(folder).isEmpty() && i < 1000; i++) {
        Thread.sleep(5);
      }
      assertEquals(1, EventFiles.all(folder).size());
    }
  }

  @Test
  void maxFileBytes_continuesInFilesThatFollow() throws IOException {
    try (var writer = new SummaryWriter(OPTIONS.logDir(folder).maxFileBytes(500))) {
      IntStream.range(0, 300).forEach(step -> writer.addScalar("loss", step, step));
    }
    assertTrue(EventFiles.files(folder).size() > 10);
    List<Event> events = EventFiles.all(folder);
    assertEquals(300, events.size());
    for (int step = 0; step < 300; step++) {
      assertEquals(step, events.get(step).getStep());
    }
  }

  @Test
  void laterWriter_hasALaterName() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000_000_000), ZoneOffset.UTC);
    for (int i = 0; i < 3; i++) {
      new SummaryWriter(OPTIONS.logDir(folder).clock(clock).filenameSuffix(".x" + i)).close();
    }
    List<Path> files = EventFiles.files(folder);
    for (int i = 0; i < 3; i++) {
      String name = files.get(i).getFileName().toString();
      assertTrue(name.startsWith("events.out.tfevents.100000000" + i + "."), name);
      assertTrue(name.endsWith(".x" + i), name);
    }
  }

  @Test
  void clock_tellsTheTime_unlessItIsGiven() throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1_500), ZoneOffset.UTC);
    try (var writer = new SummaryWriter(OPTIONS.logDir(folder).clock(clock))) {
      writer.addScalar("a", 1, 1);
      writer.addScalar("a", 1, 1, 2.25);
    }
    List<Event> events = EventFiles.all(folder);
    assertEquals(1.5, events.get(0).getWallTime());
    assertEquals(2.25, events.get(1).getWallTime());
  }

  @Test
  void severalThreads_loseNothing() throws Exception {
    try (var writer = new SummaryWriter(folder)) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  thread ->
                      new Thread(
                          () -> {
                            for (int step = 0; step < 1000; step++) {
                              writer.addScalar("t" + thread, step, step);
                              if (step % 300 == 0) {
                                writer.addScalars("all", Map.of("t" + thread % 2, step), step);
                                writer.flush();
                              }
                            }
                          }))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    long[] next = new long[8];
    for (Event event : EventFiles.all(folder)) {
      int thread = event.getSummary().getValue(0).getTag().charAt(1) - '0';
      assertEquals(next[thread]++, event.getStep());
    }
    for (long steps : next) {
      assertEquals(1000, steps);
    }
    assertEquals(16, EventFiles.all(folder.resolve("all_t0")).size());
  }

  @Test
  void addScalar_closed_isRefused() {
    var writer = new SummaryWriter(folder);
    writer.close();
    writer.close();
    String message = "writer: got a closed one, expected an open one";
    assertMessage(IllegalStateException.class, message, () -> writer.addScalar("a", 1, 1));
    assertMessage(IllegalStateException.class, message, writer::flush);
    assertMessage(
        IllegalStateException.class, message, () -> writer.addScalars("a", Map.of("b", 1), 1));
    assertMessage(
        IllegalStateException.class, message, () -> writer.addHparams(Map.of(), Map.of()));
  }

  @Test
  void folder_thatCannotBeMade_isNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    var e = assertThrows(UncheckedIOException.class, () -> new SummaryWriter(file.resolve("runs")));
    assertTrue(
        e.getMessage().startsWith(file.resolve("runs") + ": got \"")
            && e.getMessage()
                .endsWith(
                    "\" while writing events, expected a folder with room and permission for them"),
        e.getMessage());
  }

  @Test
  void failureOfTheDisk_isThrownByTheNextCallAndByClose() throws IOException {
    Path runs = folder.resolve("runs");
    var options = OPTIONS.logDir(runs).maxFileBytes(1);
    var seen = new SummaryWriter(options);
    var unseen = new SummaryWriter(options.maxQueue(100));
    EventFiles.files(runs).forEach(file -> assertTrue(file.toFile().delete()));
    Files.delete(runs);
    Files.writeString(runs, "a file in the way");
    assertThrows(
        UncheckedIOException.class,
        () -> {
          seen.addScalar("a", 1, 1);
          seen.flush();
        });
    var e = assertThrows(UncheckedIOException.class, () -> seen.addScalar("a", 1, 1));
    assertTrue(e.getMessage().contains("while writing events"), e.getMessage());
    seen.close(); // it has been said
    unseen.addScalar("a", 1, 1);
    assertThrows(UncheckedIOException.class, unseen::close);
    unseen.close();
  }

  @Test
  void options_areChecked() {
    assertRefused("maxQueue: got 0, expected >= 1", () -> OPTIONS.maxQueue(0));
    assertRefused("flushSecs: got -1, expected >= 0", () -> OPTIONS.flushSecs(-1));
    assertRefused("maxFileBytes: got -1, expected >= 0", () -> OPTIONS.maxFileBytes(-1));
    assertRefused(
        "filenameSuffix: got \"a/b\", expected a text without slashes",
        () -> OPTIONS.filenameSuffix("a/b"));
    assertRefused("logDir: got null, expected a folder", () -> new SummaryWriter((Path) null));
  }

  @Test
  void values_areChecked() {
    Tensor two = Torch.ones(2);
    Tensor complex = Torch.ones(new long[] {2}, DType.complex64);
    try (var writer = new SummaryWriter(folder)) {
      assertRefused(
          "value: got [2] float32, expected one real element", () -> writer.addScalar("a", two, 1));
      assertRefused(
          "tag: got null, expected the name of a series", () -> writer.addScalar(null, 1, 1));
      assertRefused(
          "values: got none, expected at least one element",
          () -> writer.addHistogram("a", Torch.ones(0), 1));
      assertRefused(
          "values: got [2] complex64, expected real numbers",
          () -> writer.addHistogram("a", complex, 1));
      assertRefused(
          "values: got none that is in a bin, expected at least one between 2.0 and 5.0",
          () -> writer.addHistogram("a", two, 1, HistogramBins.edges(2, 3, 5)));
      assertRefused(
          "values: got a range of NaN to NaN, expected finite values; the bins \"tensorflow\" take"
              + " any",
          () -> writer.addHistogram("a", two.mul(Double.NaN), 1, HistogramBins.named("fd")));
      assertRefused(
          "image: got [2] float32, expected real numbers with 3 dimensions CHW, none of them empty",
          () -> writer.addImage("a", two, 1));
      assertRefused(
          "image: got [2, 5, 5] float32, expected 1, 3 or 4 channels in the dimensions CHW",
          () -> writer.addImage("a", Torch.ones(2, 5, 5), 1));
      assertRefused(
          "dataformats: got \"CHH\", expected the letters of HW, HWC or NCHW in any order",
          () -> writer.addImage("a", Torch.ones(3, 5, 5), 1, "CHH"));
      assertRefused(
          "predictions: got [3] float32 for labels of [2] float32, expected real numbers of the"
              + " labels' shape",
          () -> writer.addPrCurve("a", two, Torch.ones(3), 1));
      assertRefused(
          "hparams[\"a\"]: got a ArrayList, expected a number, a Boolean, a String or a tensor of"
              + " one element",
          () -> writer.addHparams(Map.of("a", new java.util.ArrayList<>()), Map.of()));
      assertRefused(
          "model: got null, expected a ScriptModule", () -> writer.addGraph((ScriptModule) null));
    }
  }

  @Test
  void bins_areChecked() {
    assertRefused(
        "name: got \"x\", expected one of auto, doane, fd, rice, scott, sqrt, stone, sturges,"
            + " tensorflow",
        () -> HistogramBins.named("x"));
    assertRefused("count: got 0, expected 1 to 1000000", () -> HistogramBins.count(0));
    assertRefused("maxBins: got 0, expected >= 1", () -> HistogramBins.count(3).maxBins(0));
    assertRefused("edges: got 1 of them, expected two or more", () -> HistogramBins.edges(1));
    assertRefused(
        "edges: got 1.0 after 2.0, expected numbers that increase monotonically",
        () -> HistogramBins.edges(2, 1));
    assertRefused(
        "bucketCounts: got 1 of them for 2 limits, expected as many",
        () -> new RawHistogram(0, 1, 1, 1, 1, List.of(1.0, 2.0), List.of(1.0)));
    double[] values =
        IntStream.range(0, 1000).mapToDouble(i -> i < 999 ? i * 1e-12 : 1e9).toArray();
    try (var writer = new SummaryWriter(folder)) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> writer.addHistogram("a", values, 1, HistogramBins.named("fd")));
      assertTrue(
          e.getMessage().startsWith("bins: got \"fd\", which makes ")
              && e.getMessage()
                  .endsWith(" bins of these values, expected at most 1000000; choose other ones"),
          e.getMessage());
    }
  }

  @Test
  void logDir_default_isNamedByTimeAndHost() throws IOException {
    Path made;
    try (var writer = new SummaryWriter(OPTIONS.comment("_torch4j_test"))) {
      made = writer.logDir();
    }
    assertTrue(
        made.toString().matches("runs/[A-Z][a-z]{2}\\d\\d_\\d\\d-\\d\\d-\\d\\d_.+_torch4j_test"),
        made.toString());
    for (Path file : EventFiles.files(made)) {
      Files.delete(file);
    }
    Files.delete(made);
    made.getParent().toFile().delete(); // if it was made for this
  }

  private static void assertRefused(String message, Executable call) {
    assertMessage(IllegalArgumentException.class, message, call);
  }

  private static void assertMessage(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
