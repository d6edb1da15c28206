package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.serialization.Checkpoint;
import torch4j.serialization.Serialization;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Training continues in Java from checkpoints of Python's optimizers, with learning rates that are
 * tensors, states keyed by parameter names and user-defined entries, and in Python from Java's.
 */
final class OptimizerFilesTest {
  @TempDir private Path folder;

  @Test
  void checkpointsOfPython_continueInJavaAndBack() throws IOException {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/optimizer_files.py").toString();
    Programs.python(python.get(), script, "write", folder.toString()).requireSuccess();
    try (var files = Files.list(folder)) {
      List<Path> written = files.sorted().toList();
      assertEquals(26, written.size());
      written.forEach(this::continueFrom);
    }
    var checked = Programs.python(python.get(), script, "check", folder.toString());
    assertEquals("", checked.requireSuccess().out());
  }

  private void continueFrom(Path file) {
    var saved = Checkpoint.load(file);
    String name = file.getFileName().toString().replace(".pt", "");
    String optimizerName = name.split("_", 2)[0];
    Tensor param = saved.tensor("param").requiresGrad_(true);
    Optimizer<?> optimizer = OptimizerCase.make(optimizerName, List.of(param), Golden.parse("{}"));
    optimizer.loadStateDict(saved.map("optimizer"));
    for (int number = 3; number <= 4; number++) {
      step(optimizer, param, number, (boolean) saved.values().get("sparse"));
    }
    Serialization.save(
        Map.of("optimizer", optimizer.stateDict(), "param", param.detach()),
        folder.resolve(name + ".java.pt"));
  }

  private static void step(Optimizer<?> optimizer, Tensor param, int number, boolean sparse) {
    if (optimizer instanceof LBFGS) {
      optimizer.step(
          () -> {
            optimizer.zeroGrad();
            Tensor loss = param.square().square().sum();
            loss.backward();
            return loss;
          });
      return;
    }
    Tensor gradient = param.detach().mul(number);
    param.unwrap().mutable_grad().put((sparse ? gradient.toSparse(1) : gradient).unwrap());
    optimizer.step();
  }
}
