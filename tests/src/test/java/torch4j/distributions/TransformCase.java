package torch4j.distributions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;

/** One transform of {@link DistributionsLiveTest}. */
final class TransformCase {
  private final JsonNode node;
  private final Compared compared;

  TransformCase(JsonNode node, Compared compared) {
    this.node = node;
    this.compared = compared;
  }

  void check() {
    try (var scope = Torch.scope()) {
      checkAll();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(node + "\n" + e, e);
    }
  }

  private void checkAll() {
    Transform transform = TransformTable.make(node.get("transform").asText());
    Tensor x = Compared.tensor(node.get("x")).requiresGrad_();
    Tensor y = transform.call(x);
    compared.compare(node.get("y"), y, "y");
    checkOrRefused("back", () -> transform.inv().call(y));
    checkOrRefused("log_det", () -> transform.logAbsDetJacobian(x, y));
    checkOrRefused("sign", transform::sign);
    y.sum().backward();
    compared.compare(node.get("gradient"), x.grad(), "gradient");
    assertEquals(node.get("bijective").asBoolean(), transform.isBijective());
    assertEquals(node.get("text").asText(), transform.toString());
    assertEquals(pythonText("domain"), transform.domain().toString());
    assertEquals(pythonText("codomain"), transform.codomain().toString());
    assertEquals(node.get("event_dims").get(0).asInt(), transform.domain().eventDim());
    assertEquals(node.get("event_dims").get(1).asInt(), transform.codomain().eventDim());
    assertArrayEquals(Golden.longs(node.get("forward_shape")), transform.forwardShape(x.shape()));
    assertArrayEquals(Golden.longs(node.get("inverse_shape")), transform.inverseShape(y.shape()));
  }

  private String pythonText(String name) {
    return node.get(name).asText();
  }

  private void checkOrRefused(String name, Supplier<Tensor> answer) {
    if (node.get(name).has("refusal")) {
      Compared.refusal(answer::get);
    } else {
      compared.compare(node.get(name), answer.get(), name);
    }
  }
}
