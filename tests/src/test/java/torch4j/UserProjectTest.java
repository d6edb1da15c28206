package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.testing.Programs;

/**
 * A project of a user's, outside the reactor: the dependency that README.md shows and the program
 * of docs/using.md, built by Maven from a repository in which torch4j is installed.
 */
final class UserProjectTest {
  private static final Path ROOT = Programs.root();
  private static final String GROUP = "io/github/torch4j";
  private static final String NATIVE = "torch4j/linux-x86_64/libtorch4j.so";
  private static final String VERSION = version();

  @TempDir private Path folder;
  private final List<Path> links = new ArrayList<>();

  // JUnit would warn of each link that it deletes with the folder.
  @AfterEach
  void deleteLinks() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  private static String version() {
    return Torch.describe().lines().findFirst().orElseThrow().replace("torch4j: ", "");
  }

  @Test
  void firstProgram_withTheDependencyOfTheReadme_trainsOnMkl() throws Exception {
    Path project = write();
    Path repository = repository();
    var outcome =
        Programs.run(
            project,
            System.getProperty("torch4j.maven", "mvn"),
            "-B",
            "-q",
            "-Dmaven.repo.local=" + repository,
            "compile",
            "exec:java",
            "-Dexec.mainClass=First");
    String out = outcome.requireSuccess().out();
    assertTrue(out.contains("torch4j: " + VERSION + "\n"), out);
    assertTrue(out.contains("BLAS: MKL\n"), out);
    double loss =
        out.lines()
            .filter(line -> line.matches("[\\d.E-]+"))
            .mapToDouble(Double::parseDouble)
            .findFirst()
            .orElseThrow(() -> new AssertionError(out));
    assertTrue(loss < 1e-6, out);
    assertEquals(List.of("0.3.31-1.5.13"), versions("openblas", out));
    assertEquals(List.of("2.13.0-1.5.14"), versions("pytorch", out));
  }

  // Of the jars that libraries were loaded from.
  private static List<String> versions(String artifact, String description) {
    return Pattern.compile("/" + artifact + "-([\\d.-]+)-linux-x86_64\\.jar/")
        .matcher(description)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  private Path write() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    String pom = Files.readString(Path.of("src/test/resources/user-project/pom.xml"));
    Files.writeString(
        project.resolve("pom.xml"), pom.replace("<!-- README.md -->", block("README.md", "xml")));
    Path sources = Files.createDirectories(project.resolve("src/main/java"));
    String loss = "System.out.println(criterion";
    String program = block("docs/using.md", "java");
    assertTrue(program.contains(loss), program);
    String describing = "System.out.println(Torch.describe());\n    ";
    Files.writeString(sources.resolve("First.java"), program.replace(loss, describing + loss));
    return project;
  }

  // The first block of code in this language.
  private static String block(String document, String language) throws IOException {
    var block =
        Pattern.compile("(?ms)^```" + language + "\n(<dependency>.*?|import .*?)^```")
            .matcher(Files.readString(ROOT.resolve(document)));
    assertTrue(block.find(), document);
    return block.group(1);
  }

  /**
   * The local repository with torch4j installed, and with nothing of torch4j's that was there
   * before. What torch4j needs is in the repository that built it, and is linked to.
   */
  private Path repository() throws Exception {
    Path repository = Files.createDirectories(folder.resolve("repository"));
    link(
        Path.of(
            System.getProperty(
                "torch4j.repository", System.getProperty("user.home") + "/.m2/repository")),
        repository,
        Path.of(GROUP));
    install("torch4j-parent", ROOT.resolve("pom.xml"), null);
    install("torch4j-native", ROOT.resolve("native/pom.xml"), NATIVE);
    install("torch4j", ROOT.resolve("java/pom.xml"), "torch4j/Torch.class");
    return repository;
  }

  // All but one folder; the folders above that one are folders of our own.
  private void link(Path from, Path to, Path but) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        Path name = entry.getFileName();
        if (!name.equals(but.getName(0))) {
          links.add(Files.createSymbolicLink(to.resolve(name), entry));
        } else if (but.getNameCount() > 1) {
          link(
              entry, Files.createDirectories(to.resolve(name)), but.subpath(1, but.getNameCount()));
        }
      }
    }
  }

  // What `mvn install` puts there: the POM as it is, and the jar that has the resource.
  private void install(String artifact, Path pom, String resource) throws Exception {
    Path to =
        Files.createDirectories(
            folder.resolve("repository").resolve(GROUP).resolve(artifact).resolve(VERSION));
    String name = artifact + "-" + VERSION;
    Files.copy(pom, to.resolve(name + ".pom"));
    if (resource != null) {
      jar(resource, to.resolve(name + ".jar"));
    }
  }

  // The tests run on jars, or on the folders that jars are made of.
  private static void jar(String resource, Path to) throws IOException, URISyntaxException {
    URI found = Torch.class.getClassLoader().getResource(resource).toURI();
    if (found.getScheme().equals("jar")) {
      String inside = found.getSchemeSpecificPart();
      Files.copy(Path.of(URI.create(inside.substring(0, inside.indexOf('!')))), to);
      return;
    }
    Path classes = Path.of(found);
    for (int i = 0; i < Path.of(resource).getNameCount(); i++) {
      classes = classes.getParent();
    }
    var arguments = new ArrayList<>(List.of("--create", "--file", to.toString()));
    arguments.addAll(List.of("-C", classes.toString(), "."));
    var jar = ToolProvider.findFirst("jar").orElseThrow();
    assertEquals(0, jar.run(System.out, System.err, arguments.toArray(String[]::new)));
  }
}
