package torch4j.training.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the report: {@code index.html}, and a PNG of each chart and confusion matrix. */
public final class ReportWriter {
  private static final System.Logger LOGGER = System.getLogger(ReportWriter.class.getName());

  private final Path folder;
  private final Map<String, RunData> runs;
  private final Set<String> files = new HashSet<>();

  /** A report in this folder, of these runs by name. */
  public ReportWriter(Path folder, Map<String, RunData> runs) {
    this.folder = folder;
    this.runs = new LinkedHashMap<>(runs);
  }

  /** Writes the page of a run that is not over: it reloads itself. PNGs wait for the end. */
  public void writeTraining() {
    createFolder();
    write(Panel.of(List.copyOf(runs.values())), Map.of(), true);
  }

  /** Writes the page and, if XChart is on the class path, the PNGs. */
  public void write() {
    createFolder();
    List<Panel> panels = Panel.of(List.copyOf(runs.values()));
    Map<Panel, String> images = new LinkedHashMap<>();
    if (RunChart.hasLibrary()) {
      panels.forEach(panel -> images.put(panel, fileName(panel.title())));
      images.forEach((panel, file) -> ChartImage.write(folder.resolve(file), panel, runNames()));
      runs.forEach(this::writeConfusions);
    } else {
      LOGGER.log(
          System.Logger.Level.INFO,
          folder + ": no PNGs, because org.knowm.xchart:xchart is not on the class path");
    }
    write(panels, images, false);
  }

  private void write(List<Panel> panels, Map<Panel, String> images, boolean training) {
    WholeFile.write(folder.resolve("index.html"), ReportPage.of(runs, panels, images, training));
  }

  private void writeConfusions(String run, RunData data) {
    data.confusions()
        .forEach(
            (name, counts) -> {
              String title = runs.size() > 1 ? run + ": " + name : name;
              ChartImage.write(folder.resolve(fileName(title)), title, counts);
            });
  }

  private List<String> runNames() {
    return runs.size() > 1 ? new ArrayList<>(runs.keySet()) : List.of();
  }

  // Names are the user's: what a file system may not take becomes "_".
  private String fileName(String title) {
    String plain = title.replaceAll("[^A-Za-z0-9_-]+", "_");
    String stem = plain.substring(0, Math.min(80, plain.length()));
    String name = stem;
    for (int number = 2; !files.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = stem + "-" + number;
    }
    return name + ".png";
  }

  private void createFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("folder: got " + folder + ", expected one to write to", e);
    }
  }
}
