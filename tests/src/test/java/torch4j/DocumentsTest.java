package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.testing.Programs;

/** Links in the documents lead somewhere, and the files and folders that they name exist. */
final class DocumentsTest {
  private static final Path ROOT = Programs.root();
  private static final Path DECISIONS = Path.of("docs/decisions");
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".python", ".state");

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  // A file of the sources, or a folder; a shortened path is the end of a whole one.
  private static final Pattern NAMED =
      Pattern.compile("`((?:[\\w.-]+/)*(?:[\\w.-]+\\.(?:java|cpp|h|py|cmake)|[\\w.-]+/))`");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
          Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
              .map(Path::of),
          docs.map(ROOT::relativize))
          .filter(path -> path.toString().endsWith(".md"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_leadToFilesAndHeadings(Path document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : found(LINK, document)) {
      if (!link.contains("://") && !resolves(document, link)) {
        broken.add(link);
      }
    }
    assertEquals(List.of(), broken);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void filesAndFoldersNamed_exist(Path document) throws IOException {
    List<String> sources = sources();
    List<String> missing = new ArrayList<>(found(NAMED, document));
    missing.removeIf(name -> sources.stream().anyMatch(source -> source.endsWith("/" + name)));
    assertEquals(List.of(), missing);
  }

  @Test
  void decisions_areAllLinkedFromArchitecture() throws IOException {
    List<String> links = found(LINK, Path.of("ARCHITECTURE.md"));
    List<String> unlinked = new ArrayList<>();
    try (var decisions = Files.newDirectoryStream(ROOT.resolve(DECISIONS), "*.md")) {
      decisions.forEach(file -> unlinked.add(ROOT.relativize(file).toString()));
    }
    unlinked.removeAll(links);
    assertEquals(List.of(), unlinked);
  }

  private static List<String> found(Pattern pattern, Path document) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(document)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static boolean resolves(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    return Files.exists(ROOT.resolve(target))
        && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  // As GitHub makes them of headings.
  private static List<String> anchors(Path document) throws IOException {
    return found(HEADING, document).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  // All files and folders, each with a slash before it; folders have one at their end, too.
  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(ROOT) && NOT_SOURCES.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            sources.add("/" + ROOT.relativize(folder) + "/");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sources.add("/" + ROOT.relativize(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }
}
