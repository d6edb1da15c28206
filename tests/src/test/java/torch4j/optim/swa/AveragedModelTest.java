package torch4j.optim.swa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.DataLoader;
import torch4j.data.TensorDataset;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Averaged models and their BatchNorm statistics equal Python's. */
final class AveragedModelTest {
  private static final double TOLERANCE = 1e-6;
  private static final JsonNode GOLDEN = Golden.read("swa");

  private static final Map<String, AveragedModel.Options> OPTIONS =
      Map.of(
          "default", AveragedModel.options(),
          "use_buffers", AveragedModel.options().useBuffers(true),
          "ema", AveragedModel.options().multiAvgFn(MultiAveragingFunction.ema(0.9)),
          "ema_buffers",
              AveragedModel.options().multiAvgFn(MultiAveragingFunction.ema(0.75)).useBuffers(true),
          "avg_swa", AveragedModel.options().avgFn(AveragingFunction.swa()),
          "avg_ema", AveragedModel.options().avgFn(AveragingFunction.ema(0.9)).useBuffers(true),
          "multi_swa", AveragedModel.options().multiAvgFn(MultiAveragingFunction.swa()),
          "largest",
              AveragedModel.options()
                  .avgFn((old, now, count) -> Torch.maximum(old, now).add(count)));

  static Stream<Arguments> cases() {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
        .map(
            golden ->
                Arguments.of(
                    Named.of(golden.get("case").asText() + golden.get("dtype").asText(), golden)));
  }

  static Stream<JsonNode> statistics() {
    return StreamSupport.stream(GOLDEN.get("update_bn").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void updateParameters_severalTimes_equalsPython(JsonNode golden) {
    boolean isDouble = golden.get("dtype").asText().equals("float64");
    Module model =
        new Sequential(new Conv2d(2, 3, 2), new BatchNorm2d(3), new Flatten(), new Linear(12, 2))
            .to(isDouble ? DType.float64 : DType.float32);
    var averaged = new AveragedModel(model, OPTIONS.get(golden.get("case").asText()));
    for (int update = 0; update < golden.get("after").size(); update++) {
      change(model, update);
      averaged.updateParameters(model);
      assertState(golden.get("after").get(update), averaged, isDouble ? 1e-12 : TOLERANCE);
    }
    assertEquals(golden.get("after").size(), averaged.nAveraged());
  }

  // As the script that writes the golden file does.
  private static void change(Module model, int update) {
    int number = 0;
    for (Tensor tensor : model.stateDict().values()) {
      var values = new double[Math.toIntExact(tensor.numel())];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            tensor.isFloatingPoint()
                ? (Math.floorMod(i * 7 + number * 5 + update * 3, 11) - 5) / 8.0
                : 10.0 * update + number;
      }
      try (var noGrad = Torch.noGrad()) {
        tensor.copy_(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, tensor.shape())));
      }
      number++;
    }
  }

  private static void assertState(JsonNode expected, Module module, double tolerance) {
    Map<String, Tensor> state = module.stateDict();
    var keys = new ArrayList<String>();
    expected.fieldNames().forEachRemaining(keys::add);
    assertEquals(keys, List.copyOf(state.keySet()));
    for (String key : keys) {
      Tensors.assertClose(Golden.tensor(expected.get(key)), state.get(key), tolerance, key);
    }
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void updateBn_tensors_equalsPython(JsonNode golden) {
    var inputs = new ArrayList<Tensor>();
    golden.get("inputs").forEach(input -> inputs.add(Golden.tensor(input)));
    AveragedModel model = withBatchNorm(golden);
    UpdateBn.updateBn(inputs, model);
    assertState(golden.get("after"), model, TOLERANCE);
    assertFalse(model.isTraining());
    assertEquals(momentum(golden), ((BatchNorm2d) model.getSubmodule("module.0")).momentum());
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void updateBn_loader_equalsPython(JsonNode golden) {
    var inputs = new ArrayList<Tensor>();
    golden.get("inputs").forEach(input -> inputs.add(Golden.tensor(input)));
    Tensor all = Torch.cat(List.of(inputs.toArray(Tensor[]::new)), 0);
    var dataset = new TensorDataset(all, Torch.zeros(all.size(0)));
    AveragedModel model = withBatchNorm(golden);
    UpdateBn.updateBn(new DataLoader<>(dataset, DataLoader.options().batchSize(3)), model);
    assertState(golden.get("after"), model, TOLERANCE);
  }

  private static AveragedModel withBatchNorm(JsonNode golden) {
    var first = new BatchNorm2d(2, BatchNorm2d.options().momentum(momentum(golden)));
    var model = new AveragedModel(new Sequential(first, new ReLU(), new BatchNorm2d(2)));
    model.eval();
    return model;
  }

  private static Double momentum(JsonNode golden) {
    return golden.get("momentum").isNull() ? null : golden.get("momentum").asDouble();
  }

  @Test
  void updateBn_forwardThrows_restoresMomentumAndMode() {
    var model = new Sequential(new BatchNorm2d(2));
    model.eval();
    assertThrows(
        IllegalArgumentException.class,
        () -> UpdateBn.updateBn(List.of(Tensors.sine(1, 3, 2)), model));
    assertEquals(0.1, ((BatchNorm2d) model.getSubmodule("0")).momentum());
    assertFalse(model.isTraining());
  }

  @Test
  void updateBn_nullAmongTheInputs_isNamed() {
    var model = new Sequential(new BatchNorm2d(2));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> UpdateBn.updateBn(Arrays.asList((Tensor) null), model));
    assertTrue(e.getMessage().startsWith("inputs: got null, expected "), e.getMessage());
  }

  @Test
  void updateBn_withoutBatchNorm_readsNoData() {
    Iterable<Tensor> never =
        () -> {
          throw new AssertionError("asked for data");
        };
    UpdateBn.updateBn(never, new Linear(2, 2));
  }

  @Test
  void forward_usesTheAverages() {
    var model = new Linear(3, 2);
    var averaged = AveragedModel.ema(model, 0.5);
    averaged.updateParameters(model);
    Tensor input = Tensors.sine(1, 4, 3);
    Tensors.assertSame(model.call(input), averaged.call(input), "output");
    Tensors.assertSame(averaged.module().call(input), averaged.deepCopy().call(input), "copy");
  }

  @Test
  void updateParameters_inAScope_keepsTheAveragesAlive() {
    var model = new Linear(3, 2);
    AveragedModel averaged;
    try (var scope = Torch.scope()) {
      averaged = new AveragedModel(model);
      averaged.updateParameters(model);
      averaged.updateParameters(model);
    }
    assertEquals(2, averaged.nAveraged());
    assertEquals(2 * 3, averaged.getParameter("module.weight").numel());
  }

  @Test
  void invalidOptions_throwTheseMessages() {
    var model = new Linear(3, 2);
    assertMessage("decay: got 1.5, expected 0 <= decay <= 1", () -> AveragedModel.ema(model, 1.5));
    assertMessage("decay: got -0.5, expected 0 <= decay <= 1", () -> AveragingFunction.ema(-0.5));
    assertMessage(
        "avgFn: got multiAvgFn too, expected only one of them",
        () ->
            AveragedModel.options()
                .avgFn(AveragingFunction.swa())
                .multiAvgFn(MultiAveragingFunction.swa()));
    assertMessage(
        "model: got 4 parameters, expected 2",
        () ->
            new AveragedModel(model)
                .updateParameters(new Sequential(new Linear(3, 2), new Linear(2, 2))));
    assertMessage("annealEpochs: got -1, expected >= 0", () -> SWALR.options().annealEpochs(-1));
  }

  private static void assertMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
