package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Embedding;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/**
 * Compares parameters and state with Python's for complex parameters, sparse gradients and the
 * options of PyTorch's own test database of optimizers.
 */
final class OptimizerDbTest {
  private static final double TOLERANCE = 1e-6;
  private static final int STEPS = 5;
  private static final JsonNode GOLDEN = Golden.read("optim_db");

  static Stream<Arguments> cases() {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
        .map(testCase -> Arguments.of(Named.of(OptimizerCase.name(testCase), testCase)));
  }

  private static OptimizerCase stepped(JsonNode testCase) {
    var run = new OptimizerCase(GOLDEN, testCase);
    for (int step = 0; step < STEPS && run.expected().isMissingNode(); step++) {
      run.step();
    }
    return run;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_equalPython(JsonNode testCase) {
    OptimizerCase run = stepped(testCase);
    assertTrue(run.expected().size() > 0);
    for (int i = 0; i < run.expected().size(); i++) {
      assertClose(run.expected().get(i), run.params().get(i), "parameter " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void state_equalsPython(JsonNode testCase) {
    JsonNode expected = testCase.get("state");
    OptimizerCase run = stepped(testCase);
    Map<String, Object> state = run.optimizer().state(run.params().get(0));
    for (var entry : expected.properties()) {
      Object value = state.get(entry.getKey());
      if (entry.getValue().isNumber()) {
        assertEquals(entry.getValue().asLong(), value, entry.getKey());
      } else if (entry.getValue().isNull()) {
        assertNull(value, entry.getKey());
      } else {
        assertClose(entry.getValue(), (Tensor) value, entry.getKey());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_afterReloadingTheState_equalPython(JsonNode testCase) {
    var run = new OptimizerCase(GOLDEN, testCase);
    for (int step = 0; step < STEPS && run.expected().isMissingNode(); step++) {
      run.reload();
      run.step();
    }
    for (int i = 0; i < run.expected().size(); i++) {
      assertClose(run.expected().get(i), run.params().get(i), "parameter " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("torch4j.optim.OptimizerDefaultsTest#optimizers")
  void paramGroups_equalPythonsDefault(String optimizerName) {
    var optimizer =
        OptimizerCase.make(optimizerName, List.of(Tensors.parameter(2, 2)), Golden.parse("{}"));
    var group = (Map<?, ?>) ((List<?>) optimizer.stateDict().get("param_groups")).get(0);
    List<String> written = new ArrayList<>();
    group.forEach((name, value) -> written.add(name + "=" + text(value)));
    List<String> expected = new ArrayList<>();
    for (JsonNode entry : GOLDEN.get("param_groups").get(optimizerName)) {
      expected.add(entry.get(0).asText() + "=" + text(entry.get(1)));
    }
    expected.add("params=[0.0]");
    assertEquals(expected, written);
  }

  private static String text(Object value) {
    if (value instanceof JsonNode node) {
      if (node.isArray()) {
        List<String> items = new ArrayList<>();
        node.forEach(item -> items.add(text(item)));
        return items.toString();
      }
      return node.isNumber() ? String.valueOf(node.asDouble()) : node.asText();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(OptimizerDbTest::text).toList().toString();
    }
    return value instanceof Number number
        ? String.valueOf(number.doubleValue())
        : String.valueOf(value);
  }

  @Test
  void embedding_withSparseGradients_equalsPython() {
    JsonNode golden = GOLDEN.get("embedding");
    var layer = new Embedding(7, 3, Embedding.options().sparse(true));
    try (var noGrad = Torch.noGrad()) {
      layer.parameters().get(0).copy_(Golden.tensor(golden.get("weight")));
    }
    var optimizer = new SGD(layer.parameters(), SGD.options().lr(0.1).momentum(0.9));
    for (JsonNode words : golden.get("words")) {
      optimizer.zeroGrad();
      layer
          .call(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(Golden.longs(words))))
          .square()
          .sum()
          .backward();
      optimizer.step();
    }
    assertClose(golden.get("after"), layer.parameters().get(0), "weight");
  }

  static void assertClose(JsonNode expected, Tensor actual, String what) {
    double[] want = Golden.doubles(expected.get("values"));
    double[] got = Tensors.values(actual.isSparse() ? actual.toDense() : actual);
    assertEquals(want.length, got.length, what);
    double largest = Arrays.stream(want).map(Math::abs).max().orElse(0);
    for (int i = 0; i < want.length; i++) {
      assertEquals(want[i], got[i], TOLERANCE * largest, what + "[" + i + "]");
    }
  }

  @Test
  void lazilyConjugatedGradient_isSupported() {
    Tensor values = Golden.tensor(GOLDEN.get("initial").get("shapes").get("complex64").get(0));
    for (String optimizerName : List.of("SGD", "Adam", "RMSprop", "Adagrad", "LBFGS")) {
      Tensor lazy = Torch.viewAsComplex(values.clone()).requiresGrad_(true);
      Tensor plain = Torch.viewAsComplex(values.clone()).requiresGrad_(true);
      Tensor gradient = Torch.viewAsComplex(values.add(values));
      lazy.unwrap().mutable_grad().put(gradient.conj().unwrap());
      plain.unwrap().mutable_grad().put(gradient.conj().clone().unwrap());
      assertTrue(lazy.grad().isConj());
      for (Tensor param : List.of(lazy, plain)) {
        OptimizerCase.make(optimizerName, List.of(param), Golden.parse("{}"))
            .step(() -> Torch.zeros());
      }
      Tensors.assertSame(plain, lazy, optimizerName);
    }
  }
}
