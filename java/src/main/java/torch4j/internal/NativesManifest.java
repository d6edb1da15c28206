package torch4j.internal;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a complete natives cache holds, written into it once everything has been extracted and
 * loaded.
 *
 * <p>The jars say what the files must be; the manifest says which files of which jars those are, so
 * that a start need not ask JavaCPP, and which links JavaCPP has made between them.
 *
 * @param folder where the cache was when it was filled: links in it are absolute
 * @param zone the time zone that it was filled in
 * @param lines one for each file and link
 */
record NativesManifest(Path folder, String zone, List<Line> lines) {
  private static final String SEPARATOR = "\t";
  private static final String LINK = "link";

  /**
   * A file or a link.
   *
   * @param path relative to the folder
   * @param origin the name of a file's resource, or {@code link}
   * @param value a file's size, CRC-32 and time, or a link's target
   */
  record Line(Path path, String origin, String value) {
    static Line of(BundledFile file) {
      return new Line(file.file(), file.resource(), valueOf(file.content()));
    }

    private static String valueOf(FileContent content) {
      return content.size() + " " + content.crc() + " " + content.timeMillis();
    }

    boolean isLink() {
      return origin.equals(LINK);
    }
  }

  /** The manifest of these files, and of the links beside them. */
  static NativesManifest of(Path folder, String zone, List<BundledFile> files) throws IOException {
    List<Line> lines = new ArrayList<>(files.stream().map(Line::of).toList());
    for (Path inside : files.stream().map(file -> file.file().getParent()).distinct().toList()) {
      try (Stream<Path> beside = Files.list(folder.resolve(inside))) {
        for (Path link : beside.filter(Files::isSymbolicLink).sorted().toList()) {
          lines.add(
              new Line(folder.relativize(link), LINK, Files.readSymbolicLink(link).toString()));
        }
      }
    }
    return new NativesManifest(folder, zone, lines);
  }

  /** The manifest as text. */
  String text() {
    var text = new StringBuilder(folder + SEPARATOR + zone + "\n");
    for (Line line : lines) {
      text.append(String.join(SEPARATOR, line.path().toString(), line.origin(), line.value()))
          .append('\n');
    }
    return text.toString();
  }

  /** The manifest that this text is of, or nothing if it is none, or not all of it. */
  static Optional<NativesManifest> parse(String text) {
    if (!text.endsWith("\n")) {
      return Optional.empty();
    }
    List<String[]> rows = text.lines().map(line -> line.split(SEPARATOR, -1)).toList();
    if (rows.get(0).length != 2 || rows.stream().skip(1).anyMatch(row -> row.length != 3)) {
      return Optional.empty();
    }
    return Optional.of(
        new NativesManifest(
            Path.of(rows.get(0)[0]),
            rows.get(0)[1],
            rows.stream().skip(1).map(row -> new Line(Path.of(row[0]), row[1], row[2])).toList()));
  }

  /**
   * What is not as it should be: nothing, if the cache is complete.
   *
   * @param now where the cache is now
   * @param bytes whether to read the files, too
   */
  Optional<String> difference(Path now, boolean bytes) throws IOException {
    if (!now.equals(folder) && !(Files.exists(folder) && Files.isSameFile(now, folder))) {
      return Optional.of("it was filled as " + folder + ", where the links in it lead to");
    }
    for (Line line : lines) {
      Path path = now.resolve(line.path());
      Optional<String> wrong =
          line.isLink() ? wrongLink(path, line.value()) : wrongFile(path, line, bytes);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrongLink(Path path, String target) throws IOException {
    return Files.isSymbolicLink(path) && Files.readSymbolicLink(path).toString().equals(target)
        ? Optional.empty()
        : Optional.of(path + " is no link to " + target);
  }

  private Optional<String> wrongFile(Path path, Line line, boolean bytes) throws IOException {
    URL url = NativeResources.find(line.origin());
    Optional<BundledFile> found = url == null ? Optional.empty() : BundledFile.of(url);
    if (found.isEmpty()
        || !Objects.equals(found.get().file().getParent(), line.path().getParent())) {
      return Optional.of(path + " is not from a jar of this class path");
    }
    FileContent content = found.get().content();
    boolean right = content.hasSizeAndTime(path) && (!bytes || content.hasBytes(path));
    if (right && Line.valueOf(content).equals(line.value())) {
      return Optional.empty();
    }
    return Optional.of(
        path + " has another size or time than in its jar; it was filled in time zone " + zone);
  }

  /** The files and links, and the folders between them and the cache folder. */
  List<Path> paths() {
    return lines.stream()
        .map(Line::path)
        .flatMap(path -> Stream.iterate(path, Objects::nonNull, Path::getParent))
        .distinct()
        .toList();
  }
}
