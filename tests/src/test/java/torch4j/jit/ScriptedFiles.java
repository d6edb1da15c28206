package torch4j.jit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import torch4j.testing.Programs;

/** The files of tests/python/scripted.py. */
final class ScriptedFiles {
  private ScriptedFiles() {}

  /**
   * Has Python make them, and returns what it printed; skips the tests where there is no Python.
   */
  static String makeIn(Path folder) {
    return run("scripted.py", folder);
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
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    Path file = Programs.root().resolve("tests/python").resolve(script);
    return Programs.python(python.get(), file.toString(), folder.toString()).requireSuccess().out();
  }

  /** The folder of the LibTorch in the reference Python. */
  static Path pythonsLibTorch() {
    String python = Programs.python().orElseThrow();
    String code =
        "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])";
    Path torch = Path.of(Programs.python(python, "-c", code).requireSuccess().out().strip());
    assumeTrue(Files.isDirectory(torch.resolve("lib")), "no LibTorch in the reference Python");
    return torch.resolve("lib");
  }
}
