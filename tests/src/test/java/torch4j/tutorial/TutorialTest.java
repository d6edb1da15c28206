package torch4j.tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.testing.Programs;

/**
 * The Java of docs/tutorial.md compiles and runs. Each block is a class that extends that of the
 * block before, and the first one {@link Setting}: a block uses what those before declare, and
 * begins with a model of its own.
 */
final class TutorialTest {
  private static final Path DOCUMENT = Programs.root().resolve("docs/tutorial.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```");
  // Methods and types, where other blocks are statements.
  private static final Pattern DECLARES =
      Pattern.compile("\\A(?:static |final )*(?:record|class|void|\\w+) \\w+\\([^;=]*\\) \\{");
  private static final List<String> IMPORTS =
      List.of(
          "java.nio.file.*",
          "java.util.*",
          "torch4j.*",
          "torch4j.amp.*",
          "torch4j.data.*",
          "torch4j.nn.*",
          "torch4j.nn.Module",
          "torch4j.nn.utils.*",
          "torch4j.optim.*",
          "torch4j.optim.lr.*",
          "torch4j.serialization.*",
          "torch4j.training.*",
          "torch4j.training.callbacks.*",
          "torch4j.training.Precision",
          "torch4j.training.metrics.*",
          "torch4j.tensorboard.*");

  @TempDir private Path folder;

  private static List<String> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  @Test
  void java_compilesAndRuns() throws Exception {
    List<String> blocks = blocks();
    assertTrue(blocks.size() > 20, blocks::toString);
    Path source = folder.resolve("Tutorial.java");
    Files.writeString(source, program(blocks));
    compile(source);
    try (var loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, TutorialTest.class.getClassLoader())) {
      for (int i = 0; i < blocks.size(); i++) {
        var constructor = loader.loadClass("Block" + i).getDeclaredConstructor();
        constructor.setAccessible(true);
        run((Setting) constructor.newInstance(), blocks.get(i));
      }
    }
  }

  private static String program(List<String> blocks) {
    var program = new StringBuilder();
    IMPORTS.forEach(name -> program.append("import ").append(name).append(";\n"));
    for (int i = 0; i < blocks.size(); i++) {
      String parent = i == 0 ? "torch4j.tutorial.Setting" : "Block" + (i - 1);
      program.append("class Block%d extends %s {\n  public Block%d() {}\n".formatted(i, parent, i));
      program.append(
          DECLARES.matcher(blocks.get(i)).find()
              ? "@Override public void run() throws Exception {}\n" + blocks.get(i)
              : "@Override public void run() throws Exception {\n" + blocks.get(i) + "}\n");
      program.append("}\n");
    }
    return program.toString();
  }

  private void compile(Path source) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var options =
          List.of(
              "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      var task =
          compiler.getTask(
              messages, files, null, options, null, files.getJavaFileObjects(source.toFile()));
      assertTrue(task.call(), messages::toString);
    }
  }

  private void run(Setting block, String code) throws IOException {
    block.folder = Files.createTempDirectory(folder, "block");
    try {
      block.run();
    } catch (Exception e) {
      throw new AssertionError(code, e);
    }
  }

  @Test
  void sections_haveTheirPython() throws IOException {
    String document = Files.readString(DOCUMENT);
    assertEquals(
        document.split("<tr><td>\n\n```python\n", -1).length,
        document.split("</td><td>\n\n```java\n", -1).length);
  }
}
