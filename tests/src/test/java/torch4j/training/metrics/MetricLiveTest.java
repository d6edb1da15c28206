package torch4j.training.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Metrics against formulas in Python: 50 random cases of each, whole, merged, copied and by state.
 * {@code -Dtorch4j.metrics="SEED COUNT"} selects other ones.
 */
final class MetricLiveTest {
  @Test
  void metrics_equalTheFormulas() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/metrics.py").toString();
    String[] seedAndCount = System.getProperty("torch4j.metrics", "1 50").split(" ", 2);
    String lines =
        Programs.python(python.get(), script, seedAndCount[0], seedAndCount[1])
            .requireSuccess()
            .out();
    List<String> failures = new ArrayList<>();
    lines
        .lines()
        .forEach(
            line -> {
              try (var scope = Torch.scope()) {
                check(Golden.parse(line));
              } catch (AssertionError | RuntimeException e) {
                failures.add(e + "\n" + line);
              }
            });
    assertEquals("", String.join("\n", failures));
  }

  private static void check(JsonNode given) {
    Metric whole = metric(given);
    Metric merged = metric(given);
    Metric byState = metric(given);
    int number = 0;
    for (JsonNode batch : given.get("batches")) {
      Tensor predictions = tensor(batch.get(0));
      Tensor target = tensor(batch.get(1));
      try (var step = Torch.scope()) {
        whole.update(predictions, target);
      }
      Metric part = metric(given);
      part.update(predictions, target);
      if (number++ % 2 == 0) {
        merged.merge(part);
      } else {
        Metric before = merged.copy();
        part.merge(before);
        merged = part;
      }
      byState.loadState(whole.state());
    }
    double[] expected =
        given.get("result").isObject()
            ? numbers(given.get("result").get("values"))
            : new double[] {number(given.get("result"))};
    if (given.get("metric").asText().equals("perplexity") && Double.isNaN(expected[0])) {
      assertThrows(IllegalStateException.class, whole::compute);
      return;
    }
    double tolerance = given.get("metric").asText().endsWith("e") ? 1e-4 : 1e-9;
    assertClose("whole", expected, whole, tolerance);
    assertClose("merged", whole.compute().toDoubleArray(), merged, 1e-12);
    assertClose("by state", whole.compute().toDoubleArray(), byState, 0);
    whole.reset();
    assertThrows(IllegalStateException.class, whole::compute);
  }

  private static void assertClose(String what, double[] expected, Metric got, double tolerance) {
    Tensor result = got.compute();
    double[] values = result.toDoubleArray();
    double[] allowed = expected.clone();
    for (int i = 0; i < allowed.length && i < values.length; i++) {
      if (Math.abs(values[i] - expected[i]) <= tolerance * Math.max(1e-3, Math.abs(expected[i]))) {
        allowed[i] = values[i];
      }
    }
    assertArrayEquals(allowed, values, what);
    if (expected.length == 1) {
      assertEquals(values[0], got.value());
    }
  }

  private static Metric metric(JsonNode given) {
    JsonNode options = given.get("options");
    return switch (given.get("metric").asText()) {
      case "accuracy" -> new Accuracy(classes(options));
      case "precision" -> new Precision(classes(options));
      case "recall" -> new Recall(classes(options));
      case "f1" -> new F1Score(classes(options));
      case "confusion_matrix" ->
          new ConfusionMatrix(
              classes(options),
              ConfusionMatrix.Normalize.valueOf(options.get("normalize").asText()));
      case "auroc" -> new AUROC(classes(options));
      case "mse" -> new MeanSquaredError();
      case "rmse" -> new MeanSquaredError(false);
      case "mae" -> new MeanAbsoluteError();
      case "r2" -> new R2Score(options.get("outputs").asInt());
      case "mean" -> new Mean();
      case "perplexity" ->
          new Perplexity(options.get("ignore").isNull() ? null : options.get("ignore").asLong());
      default -> throw new AssertionError(given);
    };
  }

  private static ClassificationOptions classes(JsonNode given) {
    var options =
        given.get("binary").asBoolean()
            ? ClassificationOptions.binary().threshold(given.get("threshold").asDouble())
            : ClassificationOptions.multiclass(given.get("classes").asInt());
    options = options.average(Average.valueOf(given.get("average").asText()));
    options = options.topK(given.get("k").asInt());
    JsonNode ignore = given.get("ignore");
    return ignore.isNull() ? options : options.ignoreIndex(ignore.asLong());
  }

  private static double number(JsonNode node) {
    return node.isTextual() ? Double.NaN : node.asDouble();
  }

  private static double[] numbers(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .mapToDouble(MetricLiveTest::number)
        .toArray();
  }

  private static Tensor tensor(JsonNode node) {
    return Torch.tensor(numbers(node.get("values")))
        .to(DType.valueOf(node.get("dtype").asText()))
        .reshape(Golden.longs(node.get("shape")));
  }
}
