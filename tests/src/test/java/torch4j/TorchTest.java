package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

final class TorchTest {
  @Test
  void manualSeed_drawsTheNumbersOfPython() {
    var golden = Golden.read("seed");
    Torch.manualSeed(golden.get("seed").asLong());
    // What the golden script draws for the layers that it builds first.
    new torch4j.nn.Linear(3, 4);
    new torch4j.nn.Conv2d(2, 3, 3);
    new torch4j.nn.BatchNorm2d(3);
    new torch4j.nn.Linear(4, 2, false);

    Tensors.assertSame(Golden.tensor(golden.get("rand")), Torch.rand(5), "rand");
    Tensors.assertSame(Golden.tensor(golden.get("randn")), Torch.randn(5), "randn");
    Tensors.assertSame(Golden.tensor(golden.get("randperm")), Torch.randperm(10), "randperm");
    Tensors.assertSame(
        Golden.tensor(golden.get("dropout")),
        new torch4j.nn.Dropout(0.5).call(Torch.ones(20)),
        "dropout");
  }

  @Test
  void setRngState_goesOnWhereItWasTaken() {
    Torch.manualSeed(3);
    Torch.randn(5);
    Tensor state = Torch.getRngState();
    double[] expected = Tensors.values(Torch.randn(7));
    Torch.manualSeed(4);
    Torch.setRngState(state);
    assertArrayEquals(expected, Tensors.values(Torch.randn(7)));
  }

  @Test
  void setRngState_somethingElse_isRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> Torch.setRngState(Torch.ones(3)));
    assertTrue(
        e.getMessage().startsWith("state: got [3] float32, expected what getRngState() returned; "),
        e.getMessage());
    Tensor closed = Torch.getRngState();
    closed.close();
    var other = assertThrows(IllegalStateException.class, () -> Torch.setRngState(closed));
    assertEquals(
        "state: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        other.getMessage());
  }

  @Test
  void noGrad_nestedAndAfterAnException_restoresTheMode() {
    assertTrue(Torch.isGradEnabled());
    try (var outer = Torch.noGrad()) {
      assertFalse(Torch.isGradEnabled());
      try (var inner = Torch.enableGrad()) {
        assertTrue(Torch.isGradEnabled());
      }
      assertFalse(Torch.isGradEnabled());
      assertThrows(
          IllegalStateException.class,
          () -> {
            try (var inner = Torch.enableGrad()) {
              throw new IllegalStateException("in the block");
            }
          });
      assertFalse(Torch.isGradEnabled());
    }
    assertTrue(Torch.isGradEnabled());
  }

  @Test
  void noGrad_resultsRequireNoGradients() {
    Tensor parameter = Tensors.parameter(2);
    try (var noGrad = Torch.noGrad()) {
      assertFalse(parameter.add(parameter).requiresGrad());
    }
    assertTrue(parameter.add(parameter).requiresGrad());
  }

  @Test
  void noGrad_closedByAnotherThread_isRefusedAndStaysOn() {
    try (var noGrad = Torch.noGrad()) {
      var error =
          CompletableFuture.supplyAsync(
                  () -> assertThrows(IllegalStateException.class, noGrad::close))
              .join();
      assertTrue(error.getMessage().startsWith("close: got thread "), error.getMessage());
      assertFalse(Torch.isGradEnabled());
    }
    assertTrue(Torch.isGradEnabled());
  }

  @Test
  void noGrad_isOfThisThreadOnly() {
    try (var noGrad = Torch.noGrad()) {
      assertTrue(CompletableFuture.supplyAsync(Torch::isGradEnabled).join());
    }
  }

  @Test
  void inferenceMode_makesInferenceTensorsUntilClosed() {
    try (var scope = Torch.scope();
        var inference = Torch.inferenceMode()) {
      assertTrue(Torch.ones(2).isInference());
    }
    assertFalse(Torch.ones(2).isInference());
  }

  @Test
  void inferenceMode_outlivesAScopeThatWasOpen() {
    ThreadState inference;
    try (var scope = Torch.scope()) {
      inference = Torch.inferenceMode();
    }
    assertTrue(Torch.ones(2).isInference());
    inference.close();
    inference.close();
    assertFalse(Torch.ones(2).isInference());
  }

  @Test
  void setNumThreads_setsAndRefusesLessThanOne() {
    int before = Torch.getNumThreads();
    try {
      Torch.setNumThreads(1);
      assertEquals(1, Torch.getNumThreads());
    } finally {
      Torch.setNumThreads(before);
    }
    var error = assertThrows(IllegalArgumentException.class, () -> Torch.setNumThreads(0));
    assertEquals("threads: got 0, expected >= 1", error.getMessage());
    assertEquals(before, Torch.getNumThreads());
  }

  @Test
  void device_choosesAndRefuses() {
    assertEquals(Torch.cudaIsAvailable() ? "cuda" : "cpu", Torch.device().toString());
    assertEquals("cuda:1", Torch.device("cuda:1").toString());
    var error = assertThrows(IllegalArgumentException.class, () -> Torch.device("gpu"));
    assertEquals("device: got \"gpu\", expected cpu, cuda or cuda:N", error.getMessage());
  }

  @Test
  void describe_namesWhatABugReportNeeds() {
    String text = Torch.describe();
    for (String fact :
        new String[] {
          "torch4j: ",
          "LibTorch: 2.13.0",
          "BLAS: ",
          "threads: ",
          "CPU capability: ",
          "CUDA: ",
          "libtorch_cpu",
          "libtorch4j"
        }) {
      assertTrue(text.contains(fact), () -> fact + " in\n" + text);
    }
  }

  @Test
  void tensors_compareElementByElement() {
    Tensor t = Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new float[] {1, 2, 3, 4}, 2, 2));
    assertArrayEquals(new double[] {1, 3, 2, 4}, Tensors.values(t.t()));
  }
}
