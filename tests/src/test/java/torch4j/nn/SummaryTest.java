package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.samples.models.ResNet18;

final class SummaryTest {
  @Test
  void summary_ofResNet18_countsTorchvisionsParameters() {
    Summary summary = new ResNet18(1000).summary(1, 3, 64, 64);
    assertEquals(11_689_512, summary.parameters());
    assertEquals(11_689_512, summary.trainable());
    Summary.Row last = summary.rows().get(summary.rows().size() - 1);
    assertEquals(new Summary.Row("fc", "Linear", List.of(List.of(1L, 1000L)), 513_000), last);
  }

  @Test
  void summary_leavesModeAndBuffersAsTheyWere() {
    var frozen = new BatchNorm2d(2);
    var model = new Sequential(new Conv2d(1, 2, 3), frozen);
    frozen.eval();
    model.summary(1, 1, 4, 4);
    assertTrue(model.isTraining());
    assertFalse(frozen.isTraining());
    assertEquals(0, frozen.getBuffer("num_batches_tracked").itemLong());
    assertTrue(model.hooks.isEmpty());
  }

  @Test
  void toString_isATable() {
    var model = new Sequential(new Linear(3, 2), new ReLU());
    model.requiresGrad_(false);
    assertEquals(
        String.join(
            System.lineSeparator(),
            "Layer         Output shape                  Parameters",
            "Sequential    [4, 2]                                 -",
            "  Linear (0)  [4, 2]                                 8",
            "  ReLU (1)    [4, 2]                                 -",
            "Input shape: [4, 3]",
            "Parameters: 8 (0 trainable)",
            ""),
        model.summary(4, 3).toString());
  }

  @Test
  void summary_ofAnInputThatDoesNotFit_namesTheLayer() {
    var model = new Sequential(new Linear(3, 2));
    var error = assertThrows(IllegalArgumentException.class, () -> model.summary(4, 5));
    assertTrue(error.getMessage().startsWith("Linear(in_features=3"), error.getMessage());
    assertTrue(model.isTraining());
    assertTrue(model.hooks.isEmpty());
  }
}
