package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Linear;
import torch4j.optim.Adam;
import torch4j.optim.lr.MultiStepLR;
import torch4j.testing.Tensors;

final class CheckpointTest {
  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.init();
  }

  @Test
  void theTutorials_comesBack() {
    Path path = folder.resolve("checkpoint.pt");
    var model = new Linear(3, 2);
    var optimizer = new Adam(model.parameters());
    var scheduler = new MultiStepLR(optimizer, List.of(3, 5));
    model.call(Torch.ones(4, 3)).sum().backward();
    optimizer.step();
    Serialization.save(
        Map.of(
            "epoch", 5,
            "model_state_dict", model.stateDict(),
            "optimizer_state_dict", optimizer.stateDict(),
            "scheduler_state_dict", scheduler.stateDict(),
            "loss", 0.25),
        path);

    var checkpoint = Checkpoint.load(path);
    var other = new Linear(3, 2);
    other.loadStateDict(checkpoint.tensors("model_state_dict"));
    Tensors.assertSame(model.parameters().get(0), other.parameters().get(0), "weight");
    var resumed = new Adam(other.parameters());
    resumed.loadStateDict(checkpoint.map("optimizer_state_dict"));
    assertEquals(
        optimizer.stateDict().get("param_groups"), resumed.stateDict().get("param_groups"));
    var schedule = new MultiStepLR(resumed, List.of(1));
    schedule.loadStateDict(checkpoint.map("scheduler_state_dict"));
    assertEquals(scheduler.stateDict(), schedule.stateDict());
    assertEquals(5, checkpoint.integer("epoch"));
    assertEquals(0.25, checkpoint.number("loss"));
    assertTrue(checkpoint.has("loss"));
    assertFalse(checkpoint.has("acc"));
  }

  private static void assertRefused(String message, org.junit.jupiter.api.function.Executable ask) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, ask).getMessage());
  }

  @Test
  void values_ofAnotherKind_areRefusedByName() {
    var checkpoint =
        new Checkpoint(Map.of("list", List.of(), "map", Map.of(1L, 2L), "state", Map.of("w", 1L)));
    assertRefused("epoch: got None, expected an int", () -> checkpoint.integer("epoch"));
    assertRefused("loss: got None, expected a number", () -> checkpoint.number("loss"));
    assertRefused("state: got a Map1, expected a tensor", () -> checkpoint.tensor("state"));
    assertRefused("map's key: got a Long, expected a text", () -> checkpoint.map("map"));
    assertRefused("state.w: got a Long, expected a tensor", () -> checkpoint.tensors("state"));
  }

  @Test
  void load_ofAnotherValue_isRefused() {
    Path path = folder.resolve("tensor.pt");
    Serialization.save(Torch.ones(1), path);
    var e = assertThrows(InvalidFileException.class, () -> Checkpoint.load(path));
    assertEquals(path + ": value: got a Tensor, expected a dictionary", e.getMessage());
  }

  @Test
  void loadStateDict_ofAnotherModel_isRefusedInPythonsWords() {
    Path path = folder.resolve("other.pt");
    Serialization.save(Map.of("m", new Linear(4, 2).stateDict()), path);
    Map<String, Tensor> state = Checkpoint.load(path).tensors("m");
    assertRefused(
        "Error(s) in loading state_dict for Linear:\n\tsize mismatch for weight: copying a param with"
            + " shape torch.Size([2, 4]) from checkpoint, the shape in current model is"
            + " torch.Size([2, 3]).",
        () -> new Linear(3, 2).loadStateDict(state));
  }

  @Test
  void values_printAsPythonsDo() {
    assertEquals("(1,)", Tuple.of(1).toString());
    assertEquals("(1, (2, 3))", Tuple.of(1, Tuple.of(2, 3)).toString());
    assertEquals("torch.Size([2, 3])", Size.of(2, 3).toString());
    assertEquals(List.of(2L, 3L), Size.of(2, 3));
    assertEquals(Tuple.of(1L, 2L), List.of(1L, 2L));
    assertEquals(2, Size.of(2, 3).toLongs().length);
  }
}
