package torch4j.jit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import torch4j.testing.Programs;

/** The files of tests/python/scripted.py. */
final class ScriptedFiles {
  private ScriptedFiles() {}

  /** What Python made, for all test classes of this JVM. */
  private static final class Made {
    static final Path FOLDER;
    static final String OUTPUT;

    static {
      try {
        FOLDER = Files.createTempDirectory("torch4j-scripted");
        OUTPUT = run("scripted.py", FOLDER);
        FOLDER.toFile().deleteOnExit();
        files().forEach(file -> file.toFile().deleteOnExit());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static List<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(FOLDER)) {
        return files.toList();
      }
    }
  }

  /**
   * Puts the files into a folder, and returns what Python printed; skips the tests where there is
   * no Python.
   */
  static String makeIn(Path folder) throws IOException {
    requirePython();
    for (Path file : Made.files()) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
    return Made.OUTPUT;
  }

  private static String requirePython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    return python.get();
  }

  /**
   * Has Python write a scripted linear layer of 20 inputs and 100 outputs, with labels beside it.
   */
  static Path linear(Path file) {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String code =
        """
        import sys, torch
        module = torch.jit.script(torch.nn.Linear(20, 100))
        torch.jit.save(module, sys.argv[1], _extra_files={"labels.txt": b"a"})
        """;
    Programs.python(python.get(), "-c", code, file.toString()).requireSuccess();
    return file;
  }

  /** Runs a script of tests/python with a folder as its argument. */
  static String run(String script, Path folder) {
    Path file = Programs.root().resolve("tests/python").resolve(script);
    return Programs.python(requirePython(), file.toString(), folder.toString())
        .requireSuccess()
        .out();
  }

  /** The folder of the LibTorch in the reference Python. */
  static Path pythonsLibTorch() {
    return Programs.libTorch(requirePython());
  }
}
