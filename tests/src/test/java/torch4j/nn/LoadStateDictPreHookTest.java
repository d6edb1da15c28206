package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** The cases of tests/python/golden/load_hooks.py. */
final class LoadStateDictPreHookTest {
  private static final JsonNode GOLDEN = Golden.read("load_hooks").get("cases");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrayNode given = JSON.createArrayNode();

  @BeforeAll
  static void start() {
    Torch.init();
  }

  static Stream<String> names() {
    return Golden.names(GOLDEN);
  }

  @ParameterizedTest
  @MethodSource("names")
  void hooks_areGivenPythonsLists_andWhatTheyChangeCounts(String name) {
    JsonNode golden = Golden.named(GOLDEN, name);
    var model =
        new Sequential(new Linear(1, 1), new Sequential(new Linear(1, 1)), new Linear(1, 1));
    Map<String, Tensor> state = model.stateDict();
    if (golden.get("plain").asBoolean()) {
      state = new LinkedHashMap<>(state);
    }
    for (JsonNode key : golden.get("missing")) {
      state.remove(key.asText());
    }
    for (JsonNode key : golden.get("unexpected")) {
      state.put(key.asText(), Torch.ones(1, 1));
    }
    for (JsonNode hook : golden.get("hooks")) {
      register(model.getSubmodule(hook.get(0).asText()), hook.get(1).asText());
    }
    assertEquals(expected(golden), outcome(model, state, golden));
    assertEquals(golden.get("given").toString(), given.toString());
  }

  private static String expected(JsonNode golden) {
    return golden.has("error")
        ? golden.get("error").asText()
        : golden.get("missingKeys").toString() + golden.get("unexpectedKeys");
  }

  private static String outcome(Module model, Map<String, Tensor> state, JsonNode golden) {
    try {
      IncompatibleKeys keys =
          model.loadStateDict(
              state, golden.get("strict").asBoolean(), golden.get("assign").asBoolean());
      return JSON.valueToTree(keys.missingKeys()).toString()
          + JSON.valueToTree(keys.unexpectedKeys());
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private void register(Module module, String action) {
    if (action.equals("excuse")) {
      module.registerLoadStateDictPostHook(
          (self, missing, unexpected) -> {
            missing.clear();
            unexpected.clear();
          });
      return;
    }
    module.registerLoadStateDictPreHook(
        (self, state, prefix, context) -> {
          switch (action) {
            case "look" -> given.add(JSON.valueToTree(seen(state, prefix, context)));
            case "add" -> {
              context.missingKeys().add(prefix + "lost");
              context.unexpectedKeys().add(0, prefix + "found");
            }
            case "clear" -> {
              context.missingKeys().clear();
              context.unexpectedKeys().clear();
            }
            case "forget" -> context.errorMsgs().clear();
            case "refuse" -> context.errorMsgs().add(prefix + ": cannot be loaded");
            case "drop" -> state.remove(prefix + "bias");
            default -> throw new IllegalArgumentException(action);
          }
        });
  }

  private static List<Object> seen(
      Map<String, Tensor> state, String prefix, LoadStateDictContext context) {
    return List.of(
        prefix,
        new ArrayList<>(state.keySet()),
        context.localMetadata(),
        context.missingKeys(),
        context.unexpectedKeys(),
        context.errorMsgs());
  }

  @Test
  void hookThatRefuses_changesNothing() {
    var model = new Sequential(new Linear(1, 1), new Linear(1, 1));
    Tensor before = model.getParameter("0.weight").detach().clone();
    model
        .get(1)
        .registerLoadStateDictPreHook(
            (self, state, prefix, context) -> context.errorMsgs().add("of another model"));
    Map<String, Tensor> state = model.stateDict();
    state.put("0.weight", Torch.ones(1, 1));
    var error =
        assertThrows(IllegalArgumentException.class, () -> model.loadStateDict(state, false));
    assertEquals(
        "Error(s) in loading state_dict for Sequential:\n\tof another model", error.getMessage());
    Tensors.assertSame(before, model.getParameter("0.weight").detach(), "weight");
  }
}
