package torch4j.internal;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The list of files and links in a complete natives cache, written into it after everything has
 * been extracted and loaded.
 *
 * <p>The expected content of a file is read from its jar at each start. The manifest lists which
 * file of the cache belongs to which entry of a jar, and which links JavaCPP has created between
 * the files.
 *
 * @param folder the path of the cache when it was filled; links in it are absolute
 * @param zone the time zone of the process that filled it
 * @param lines the files and links
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

  /** The manifest of these files and of the links in their folders. */
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

  /** The manifest as the text of a file. */
  String text() {
    var text = new StringBuilder(folder + SEPARATOR + zone + "\n");
    for (Line line : lines) {
      text.append(String.join(SEPARATOR, line.path().toString(), line.origin(), line.value()))
          .append('\n');
    }
    return text.toString();
  }

  /** Parses the result of {@link #text}; empty if the text is damaged. */
  static Optional<NativesManifest> parse(String text) {
    List<String[]> rows = text.lines().map(line -> line.split(SEPARATOR, -1)).toList();
    boolean whole =
        text.endsWith("\n")
            && rows.get(0).length == 2
            && rows.stream().skip(1).allMatch(row -> row.length == 3);
    try {
      return whole ? Optional.of(of(rows)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static NativesManifest of(List<String[]> rows) {
    return new NativesManifest(
        Path.of(rows.get(0)[0]),
        rows.get(0)[1],
        rows.stream().skip(1).map(row -> new Line(Path.of(row[0]), row[1], row[2])).toList());
  }

  /**
   * The first file or link that is missing or wrong; empty if the cache is complete.
   *
   * @param now the path of the cache now
   * @param bytes whether to compare the bytes of the files, too
   */
  Optional<String> difference(Path now, boolean bytes) throws IOException {
    if (!now.equals(folder) && !(Files.exists(folder) && Files.isSameFile(now, folder))) {
      return Optional.of("its links lead to " + folder + ", which is another folder now");
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
        path
            + " has another size or time than in its jar; times depend on the time zone: try"
            + " -Duser.timezone="
            + zone);
  }

  /** The relative paths of the files and links, and of the folders that they are in. */
  List<Path> paths() {
    return lines.stream()
        .map(Line::path)
        .flatMap(path -> Stream.iterate(path, Objects::nonNull, Path::getParent))
        .distinct()
        .toList();
  }
}
