package torch4j.distributions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Golden;

/** One distribution of {@link DistributionsLiveTest}, and what Python answered about it. */
final class DistributionCase {
  private final JsonNode node;
  private final Compared compared;

  DistributionCase(JsonNode node, Compared compared) {
    this.node = node;
    this.compared = compared;
  }

  /** Asks all questions. */
  void check() {
    for (JsonNode question : node.get("questions")) {
      try (var scope = Torch.scope()) {
        check(question);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            node.get("name") + " " + node.get("parameters") + "\n" + question + "\n" + e, e);
      }
    }
  }

  private void check(JsonNode question) {
    String refusal = question.path("refusal").asText();
    if (!refusal.isEmpty()) {
      checkRefusal(question, refusal);
      return;
    }
    switch (question.get("method").asText()) {
      case "construct" -> distribution(parameters());
      case "facts" -> checkFacts(question);
      case "support" -> {
        Constraint support = distribution(parameters()).support();
        JsonNode valid = question.get("result");
        if (valid.has("refusal")) {
          Compared.refusal(() -> support.check(Compared.tensor(question.get("value"))));
        } else {
          compared.compare(valid, support.check(Compared.tensor(question.get("value"))), "support");
        }
      }
      default -> checkResult(question);
    }
  }

  private void checkRefusal(JsonNode question, String expected) {
    RuntimeException e =
        Compared.refusal(
            () ->
                question.get("method").asText().equals("construct")
                    ? distribution(parameters())
                    : answer(distribution(parameters()), question));
    assertEquals(
        expected,
        e instanceof UnsupportedOperationException
            ? "unsupported"
            : e instanceof IllegalArgumentException || e instanceof TorchException
                ? "refused"
                : e.toString());
    String constraint = question.path("constraint").asText();
    if (e.getMessage() == null || !e.getMessage().contains(constraint)) {
      throw new AssertionError("expected " + constraint + " in " + e.getMessage());
    }
  }

  private void checkFacts(JsonNode facts) {
    Distribution distribution = distribution(parameters());
    assertEquals(facts.get("text").asText(), distribution.toString());
    assertArrayEquals(Golden.longs(facts.get("batch_shape")), distribution.batchShape());
    assertArrayEquals(Golden.longs(facts.get("event_shape")), distribution.eventShape());
    assertEquals(facts.get("has_rsample").asBoolean(), distribution.hasRsample(), "has_rsample");
    assertEquals(
        facts.get("has_enumerate_support").asBoolean(), distribution.hasEnumerateSupport());
    Map<String, String> constraints = new LinkedHashMap<>();
    facts
        .get("constraints")
        .properties()
        .forEach(each -> constraints.put(each.getKey(), each.getValue().asText()));
    Map<String, String> own = new LinkedHashMap<>();
    distribution.argConstraints().forEach((name, c) -> own.put(name, withoutTensor(c)));
    assertEquals(constraints, own);
    assertEquals(facts.get("support").asText(), withoutTensor(distribution.support()));
    assertEquals(facts.get("event_dim").asInt(), distribution.support().eventDim());
    if (facts.get("is_discrete").isBoolean()) {
      assertEquals(facts.get("is_discrete").asBoolean(), distribution.support().isDiscrete());
    }
  }

  private static String withoutTensor(Constraint constraint) {
    return constraint.toString().contains("tensor") ? "" : constraint.toString();
  }

  private void checkResult(JsonNode question) {
    Map<String, Object> parameters = parameters();
    List<Tensor> leaves = new ArrayList<>();
    for (Object parameter : parameters.values()) {
      if (parameter instanceof Tensor tensor && tensor.dtype().isFloatingPoint()) {
        leaves.add(tensor.requiresGrad_());
      }
    }
    String what = node.get("name").asText() + " " + question.get("method").asText();
    Distribution distribution = distribution(parameters);
    Torch.manualSeed(7);
    Tensor result = answer(distribution, question);
    compared.compare(question.get("result"), result, what + ": result");
    JsonNode gradients = question.get("gradients");
    assertEquals(!gradients.isNull(), result.requiresGrad(), "requires_grad");
    if (gradients.has("refusal")) {
      Compared.refusal(() -> backward(result));
    } else if (!gradients.isNull()) {
      backward(result);
      for (int i = 0; i < leaves.size(); i++) {
        Tensor grad = leaves.get(i).grad();
        if (gradients.get(i).isNull()) {
          assertEquals(null, grad, what + ": gradient " + i);
        } else {
          compared.compare(gradients.get(i), grad, what + ": gradient " + i);
        }
      }
    }
  }

  private static Object backward(Tensor result) {
    result.sum().backward();
    return "gradients";
  }

  private static Tensor answer(Distribution distribution, JsonNode question) {
    JsonNode value = question.path("value");
    return switch (question.get("method").asText()) {
      case "sample" -> distribution.sample(Golden.longs(question.get("shape")));
      case "rsample" -> distribution.rsample(Golden.longs(question.get("shape")));
      case "mean" -> distribution.mean();
      case "mode" -> distribution.mode();
      case "variance" -> distribution.variance();
      case "stddev" -> distribution.stddev();
      case "entropy" -> distribution.entropy();
      case "perplexity" -> distribution.perplexity();
      case "log_prob" -> distribution.logProb(Compared.tensor(value));
      case "cdf" -> distribution.cdf(Compared.tensor(value));
      case "icdf" -> distribution.icdf(Compared.tensor(value));
      case "enumerate_support" -> distribution.enumerateSupport(question.get("expand").asBoolean());
      case "expand" -> {
        Distribution larger = distribution.expand(Golden.longs(question.get("shape")));
        Torch.manualSeed(5);
        yield larger.logProb(larger.sample(2));
      }
      case "kl" -> {
        JsonNode other = question.get("other");
        yield KL.klDivergence(
            distribution,
            DistributionTable.make(
                other.get("name").asText(), parameters(other.get("parameters"))));
      }
      default -> throw new AssertionError(question.get("method"));
    };
  }

  private Distribution distribution(Map<String, Object> parameters) {
    return DistributionTable.make(node.get("name").asText(), parameters);
  }

  private Map<String, Object> parameters() {
    return parameters(node.get("parameters"));
  }

  private static Map<String, Object> parameters(JsonNode given) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    given
        .properties()
        .forEach(
            each -> {
              JsonNode number = each.getValue().path("number");
              parameters.put(
                  each.getKey(),
                  number.isMissingNode()
                      ? Compared.tensor(each.getValue())
                      : number.isInt() ? (Object) number.asLong() : number.asDouble());
            });
    return parameters;
  }
}
