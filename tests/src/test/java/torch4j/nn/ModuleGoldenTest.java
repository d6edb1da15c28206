package torch4j.nn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/**
 * Every layer and loss computes what it computes in Python: outputs, input gradients, parameter
 * gradients.
 */
final class ModuleGoldenTest {
  private static final double TOLERANCE = 1e-5;
  private static final JsonNode GOLDEN = Golden.read("modules");

  private static final Map<String, Supplier<Module>> MODULES = new LinkedHashMap<>();

  static {
    MODULES.put("Linear(4, 3)", () -> new Linear(4, 3));
    MODULES.put(
        "Conv2d(3, 8, 3, stride=2, padding=1)",
        () -> new Conv2d(3, 8, Conv2d.options(3).stride(2).padding(1)));
    MODULES.put(
        "Conv2d(4, 4, 3, padding='same', groups=2, bias=False, padding_mode='reflect')",
        () ->
            new Conv2d(
                4,
                4,
                Conv2d.options(3)
                    .paddingSame()
                    .groups(2)
                    .bias(false)
                    .paddingMode(PaddingMode.REFLECT)));
    MODULES.put("BatchNorm2d(3)", () -> new BatchNorm2d(3));
    MODULES.put("MaxPool2d(2)", () -> new MaxPool2d(2));
    MODULES.put(
        "MaxPool2d(3, stride=2, padding=1, ceil_mode=True)",
        () -> new MaxPool2d(MaxPool2d.options(3).stride(2).padding(1).ceilMode(true)));
    MODULES.put("ReLU()", ReLU::new);
    MODULES.put("Flatten()", Flatten::new);
    MODULES.put("Dropout(0.3)", () -> new Dropout(0.3));
    MODULES.put("CrossEntropyLoss()", CrossEntropyLoss::new);
    MODULES.put("CrossEntropyLoss() of class probabilities", CrossEntropyLoss::new);
    MODULES.put(
        "CrossEntropyLoss(label_smoothing=0.1)",
        () -> new CrossEntropyLoss(CrossEntropyLoss.options().labelSmoothing(0.1)));
    MODULES.put(
        "CrossEntropyLoss(weight=[0.2, 1.0, 0.5, 2.0, 1.5])",
        () ->
            new CrossEntropyLoss(
                CrossEntropyLoss.options().weight(Tensor.create(0.2f, 1f, 0.5f, 2f, 1.5f))));
    MODULES.put(
        "CrossEntropyLoss(ignore_index=2)",
        () -> new CrossEntropyLoss(CrossEntropyLoss.options().ignoreIndex(2)));
    MODULES.put(
        "CrossEntropyLoss(reduction='sum')",
        () -> new CrossEntropyLoss(CrossEntropyLoss.options().reduction(Reduction.SUM)));
    MODULES.put(
        "CrossEntropyLoss(reduction='none')",
        () -> new CrossEntropyLoss(CrossEntropyLoss.options().reduction(Reduction.NONE)));
    MODULES.put("MSELoss()", MSELoss::new);
    MODULES.put("MSELoss(reduction='sum')", () -> new MSELoss(Reduction.SUM));
    MODULES.put("MSELoss(reduction='none')", () -> new MSELoss(Reduction.NONE));
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
        .map(
            golden ->
                Arguments.of(
                    Named.of(
                        golden.get("module").asText()
                            + (golden.path("training").asBoolean(true) ? "" : " in evaluation"),
                        golden)));
  }

  @Test
  void modules_haveAGoldenCaseEach() {
    List<String> names =
        StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
            .map(c -> c.get("module").asText())
            .toList();
    org.junit.jupiter.api.Assertions.assertTrue(
        names.containsAll(MODULES.keySet()), () -> names.toString());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAndBackward_equalPython(JsonNode golden) {
    Torch.init();
    Module module = MODULES.get(golden.get("module").asText()).get();
    if (golden.has("state")) {
      load(module, golden.get("state"));
    }
    module.train(golden.path("training").asBoolean(true));
    Tensor input = Golden.tensor(golden.get("input")).set_requires_grad(true);
    if (golden.has("seedBeforeForward")) {
      Torch.manualSeed(golden.get("seedBeforeForward").asLong());
    }
    Tensor output =
        module instanceof Loss loss
            ? loss.call(input, Golden.tensor(golden.get("target")))
            : module.call(input);
    Tensors.assertClose(Golden.tensor(golden.get("output")), output, TOLERANCE, "output");

    output.backward(
        Golden.tensor(golden.get("gradOutput")),
        new BoolOptional(),
        false,
        new TensorArrayRefOptional());
    Tensors.assertClose(
        Golden.tensor(golden.get("gradInput")), input.grad(), TOLERANCE, "gradInput");
    module
        .namedParameters()
        .forEach(
            (name, parameter) ->
                Tensors.assertClose(
                    Golden.tensor(golden.get("gradParameters").get(name)),
                    parameter.grad(),
                    TOLERANCE,
                    "grad of " + name));
    golden
        .path("buffersAfter")
        .properties()
        .forEach(
            field ->
                Tensors.assertClose(
                    Golden.tensor(field.getValue()),
                    module.namedBuffers().get(field.getKey()),
                    TOLERANCE,
                    field.getKey()));
  }

  private static void load(Module module, JsonNode state) {
    try (var noGrad = Torch.noGrad()) {
      module
          .namedParameters()
          .forEach((name, tensor) -> tensor.copy_(Golden.tensor(state.get(name))));
      module.namedBuffers().forEach((name, tensor) -> tensor.copy_(Golden.tensor(state.get(name))));
    }
  }
}
