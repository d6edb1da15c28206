package torch4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Module;

/** Runs a case and compares it, part by part, with what Python made of it. */
record Conformance(Comparison comparison) {
  /** Requires the outcome that Python had. */
  void requireSame(String text, JsonNode expected) {
    try (var scope = Torch.scope()) {
      if (Cases.isOutcome(text)) {
        requireSameOutcome(text, expected.get("outcome").asText());
      } else if (expected.has("unsupported")) {
        requireUnsupported(text, expected.get("unsupported").asText());
      } else if (Cases.autocastDtype(text).isEmpty()) {
        requireSameResults(text, expected);
      } else {
        new Conformance(comparison.ofHalfPrecision()).requireSameResults(text, expected);
      }
    }
  }

  // What LibTorch cannot compute on this processor, in Python either.
  private static void requireUnsupported(String text, String reason) {
    var refused = assertThrows(RuntimeException.class, () -> new CaseRun(text).forward());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  // Java's exception says which layer, what it got and what it expected.
  private static void requireSameOutcome(String text, String outcome) {
    CaseRun run = null;
    try {
      run = new CaseRun(text);
      run.forward();
    } catch (IllegalArgumentException | IllegalStateException e) {
      String message = e.getMessage();
      assertTrue(!outcome.equals("ok"), () -> "Python takes it, Java refuses: " + message);
      assertTrue(message.contains("got "), () -> "no word of what it got: " + message);
      // What packs sequences for a layer is no part of it.
      if (run != null && run.module() != null && !text.contains("pack(")) {
        assertTrue(
            run.module().modules().stream().anyMatch(module -> message.startsWith(name(module))),
            () -> "no word of the layer: " + message);
        assertTrue(message.contains("expected "), () -> "no word of what it expected: " + message);
      }
      return;
    }
    assertEquals("ok", outcome, "Java takes what Python refuses");
  }

  private static String name(Module module) {
    String repr = module.toString();
    return repr.substring(0, repr.indexOf('('));
  }

  private void requireSameResults(String text, JsonNode expected) {
    var run = new CaseRun(text);
    Module module = run.module();
    if (text.contains("nn.Lazy")) {
      run.forward(); // lazy layers get their shapes
    }
    if (module != null) {
      requireSameState(expected.get("state"), module);
      assertEquals(expected.get("repr").asText(), module.toString());
    }
    JsonNode train = expected.get("train");
    CaseRun.Pass pass = run.forwardAndBackward();
    requireSame(train.get("outputs"), pass.outputs(), "output");
    requireSame(
        train.get("inputGrads"), pass.inputs().stream().map(Tensor::grad).toList(), "input grad");
    if (module != null) {
      Map<String, Tensor> parameters = module.namedParameters();
      assertEquals(train.get("parameterGrads").size(), parameters.size());
      parameters.forEach(
          (name, tensor) ->
              comparison.requireSame(
                  train.get("parameterGrads").get(name), tensor.grad(), "grad of " + name));
      module
          .namedBuffers()
          .forEach(
              (name, tensor) ->
                  comparison.requireSame(train.get("buffers").get(name), tensor, name));
      module.eval();
      List<Tensor> outputs = run.forward();
      requireSame(expected.get("eval"), outputs, "output in evaluation");
      requireRoundTrip(text, module, outputs);
    }
  }

  private static void requireSameState(JsonNode expected, Module module) {
    Map<String, Tensor> state = module.stateDict();
    var keys = new java.util.ArrayList<String>();
    expected.forEach(entry -> keys.add(entry.get(0).asText()));
    assertEquals(keys, List.copyOf(state.keySet()));
    for (JsonNode entry : expected) {
      Tensor tensor = state.get(entry.get(0).asText());
      Comparison.requireBits(entry.get(3).asLong(), tensor, entry.get(0).asText());
    }
  }

  private void requireSame(JsonNode expected, List<Tensor> actual, String what) {
    assertEquals(expected.size(), actual.size(), what + ": number of tensors");
    for (int i = 0; i < actual.size(); i++) {
      comparison.requireSame(expected.get(i), actual.get(i), what + " " + i);
    }
  }

  // Another layer, given the first one's state, computes the same.
  private static void requireRoundTrip(String text, Module module, List<Tensor> outputs) {
    var other = new CaseRun(text);
    other.module().eval();
    other.forward(); // lazy layers get their shapes
    other.module().loadStateDict(module.stateDict());
    List<Tensor> again = other.forward();
    for (int i = 0; i < outputs.size(); i++) {
      assertEquals(
          Comparison.checksum(outputs.get(i)),
          Comparison.checksum(again.get(i)),
          "after a round trip");
    }
  }
}
