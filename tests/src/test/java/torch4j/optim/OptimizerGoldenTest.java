package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Every optimizer goes, step by step, where Python's goes with {@code fused=True}. */
final class OptimizerGoldenTest {
  private static final double TOLERANCE = 1e-6;
  private static final JsonNode GOLDEN = Golden.read("optim");

  static Stream<Arguments> cases() {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
        .map(
            golden ->
                Arguments.of(
                    Named.of(
                        golden.get("optimizer").asText()
                            + golden.get("options")
                            + " "
                            + golden.get("dtype").asText(),
                        golden)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_equalPython(JsonNode golden) {
    String dtype = golden.get("dtype").asText();
    List<Tensor> params = new ArrayList<>();
    for (JsonNode initial : GOLDEN.get("initial").get(dtype)) {
      params.add(Golden.tensor(initial).set_requires_grad(true));
    }
    Optimizer<?> optimizer = make(golden.get("optimizer").asText(), params, golden.get("options"));
    JsonNode gradients = GOLDEN.get("gradients").get(dtype);
    for (int step = 1; step <= gradients.size(); step++) {
      for (int i = 0; i < params.size(); i++) {
        params.get(i).mutable_grad().put(Golden.tensor(gradients.get(step - 1).get(i)));
      }
      optimizer.step();
      JsonNode expected = golden.get("after").path(String.valueOf(step));
      for (int i = 0; i < expected.size(); i++) {
        Tensors.assertClose(
            Golden.tensor(expected.get(i)),
            params.get(i),
            TOLERANCE,
            "step " + step + ", parameter " + i);
      }
    }
  }

  @Test
  void defaults_arePythons() {
    JsonNode sgd = GOLDEN.get("defaults").get("SGD");
    var options = SGD.options();
    var ours =
        Map.of(
            "lr",
            options.lr(),
            "momentum",
            options.momentum(),
            "dampening",
            options.dampening(),
            "weight_decay",
            options.weightDecay());
    ours.forEach((name, value) -> assertEquals(sgd.get(name).asDouble(), value, "SGD " + name));
    assertEquals(sgd.get("nesterov").asBoolean(), options.nesterov());
    assertEquals(sgd.get("maximize").asBoolean(), options.maximize());
    assertAdamDefaults(GOLDEN.get("defaults").get("Adam"), Adam.options());
    assertAdamDefaults(GOLDEN.get("defaults").get("AdamW"), AdamW.options());
  }

  private static void assertAdamDefaults(JsonNode python, AdamOptions options) {
    assertEquals(python.get("lr").asDouble(), options.lr());
    assertEquals(python.get("betas").get(0).asDouble(), options.beta1());
    assertEquals(python.get("betas").get(1).asDouble(), options.beta2());
    assertEquals(python.get("eps").asDouble(), options.eps());
    assertEquals(python.get("weight_decay").asDouble(), options.weightDecay());
    assertEquals(python.get("amsgrad").asBoolean(), options.amsgrad());
    assertEquals(python.get("maximize").asBoolean(), options.maximize());
  }

  private static Optimizer<?> make(String name, List<Tensor> params, JsonNode options) {
    return switch (name) {
      case "SGD" -> new SGD(params, sgd(options));
      case "Adam" -> new Adam(params, adam(Adam.options(), options));
      case "AdamW" -> new AdamW(params, adam(AdamW.options(), options));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static SGD.Options sgd(JsonNode options) {
    return SGD.options()
        .lr(options.path("lr").asDouble(1e-3))
        .momentum(options.path("momentum").asDouble(0))
        .dampening(options.path("dampening").asDouble(0))
        .weightDecay(options.path("weight_decay").asDouble(0))
        .nesterov(options.path("nesterov").asBoolean(false))
        .maximize(options.path("maximize").asBoolean(false));
  }

  private static AdamOptions adam(AdamOptions defaults, JsonNode options) {
    return defaults
        .lr(options.path("lr").asDouble(defaults.lr()))
        .betas(
            options.path("betas").path(0).asDouble(defaults.beta1()),
            options.path("betas").path(1).asDouble(defaults.beta2()))
        .eps(options.path("eps").asDouble(defaults.eps()))
        .weightDecay(options.path("weight_decay").asDouble(defaults.weightDecay()))
        .amsgrad(options.path("amsgrad").asBoolean(false))
        .maximize(options.path("maximize").asBoolean(false));
  }
}
