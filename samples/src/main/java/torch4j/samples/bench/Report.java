package torch4j.samples.bench;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import torch4j.samples.SampleException;

/** The rows as a table, printed as they come, and as a JSON file. */
final class Report {
  private static final String COLUMNS = "%-19s %-4s %12s %12s %12s %12s %10s%s%n";

  private final PrintStream out;
  private final List<Result> results = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
  }

  /** Prints the columns' names. */
  void begin() {
    out.printf(
        Locale.ROOT,
        COLUMNS,
        "name",
        "unit",
        "java",
        "python",
        "cpp",
        "ratio_python",
        "ratio_cpp",
        "");
  }

  /** Prints one row. */
  void add(Result result) {
    results.add(result);
    out.printf(
        Locale.ROOT,
        COLUMNS,
        result.name(),
        result.unit(),
        time(result.java()),
        time(result.python()),
        time(result.cpp()),
        ratio(result.ratioPython()),
        ratio(result.ratioCpp()),
        aten(result) + bandwidth(result.gbPerSecond()));
  }

  private static String time(Double us) {
    return us == null ? "null" : String.format(Locale.ROOT, us < 100 ? "%.3f" : "%.1f", us);
  }

  private static String aten(Result result) {
    return result.aten() == null
        ? ""
        : "  aten " + time(result.aten()) + ", ratio " + ratio(result.ratioAten());
  }

  private static String bandwidth(Double gbPerSecond) {
    return gbPerSecond == null ? "" : String.format(Locale.ROOT, "  %.1f GB/s", gbPerSecond);
  }

  private static String ratio(Double ratio) {
    return ratio == null ? "null" : String.format(Locale.ROOT, "%.3f", ratio);
  }

  /** Writes all rows so far, one a line. */
  void write(Path file) {
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    printer.indentObjectsWith(new DefaultPrettyPrinter.FixedSpaceIndenter());
    try {
      Files.writeString(
          file,
          new ObjectMapper().writer(printer).writeValueAsString(results) + System.lineSeparator());
    } catch (IOException e) {
      throw new SampleException("--json " + file + ": cannot be written: " + e.getMessage());
    }
  }
}
