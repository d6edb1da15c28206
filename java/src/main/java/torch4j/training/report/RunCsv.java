package torch4j.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A run's epochs as CSV (RFC 4180): {@code epoch,step,seconds} and a column for each value. */
public final class RunCsv {
  private RunCsv() {}

  /** Writes a row for each epoch; a value that an epoch lacks is empty. */
  public static void write(Path file, RunData run) {
    var text = new StringBuilder();
    Set<String> names = run.names();
    List<String> header = new ArrayList<>(List.of("epoch", "step", Panel.SECONDS));
    header.addAll(names);
    line(text, header);
    run.epochs().forEach(row -> line(text, cells(row, names)));
    WholeFile.write(file, text.toString());
  }

  private static List<String> cells(RunData.Row row, Set<String> names) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(row.epoch()));
    cells.add(Long.toString(row.step()));
    cells.add(Double.toString(row.seconds()));
    for (String name : names) {
      Double value = row.values().get(name);
      cells.add(value == null ? "" : value.toString());
    }
    return cells;
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(cells.stream().map(RunCsv::quoted).collect(Collectors.joining(","))).append("\r\n");
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
