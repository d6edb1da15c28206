package torch4j.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import torch4j.BackwardOptions;
import torch4j.DType;
import torch4j.Index;
import torch4j.Node;
import torch4j.RemovableHandle;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.autograd.TestFunctions.Cube;
import torch4j.nn.Linear;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** {@link Node} compared to Python's: names, edges, identity, hooks. */
final class NodeLiveTest {
  private static final Tensor TWO = Torch.tensor(2.0);
  private static final Map<String, Supplier<String>> CASES = new LinkedHashMap<>();

  static {
    CASES.put("leaf", () -> leaf().gradFn() == null ? "None" : "a node");
    graph("mul", () -> leaf().mul(TWO));
    graph("both", () -> leaf().mul(leaf()));
    graph("stack", () -> Torch.stack(List.of(leaf().detach(), leaf())));
    graph("unbind", () -> leaf().mul(TWO).unbind().get(1).sum());
    graph("custom", () -> new Cube().call(leaf()));
    graph("diamond", NodeLiveTest::diamond);
    graph("copied", NodeLiveTest::copied);
    graph("multiview", NodeLiveTest::multiview);
    graph("hooked", NodeLiveTest::hooked);
    graph("sub", NodeLiveTest::sub);
    CASES.put("same", NodeLiveTest::same);
    CASES.put("variable", NodeLiveTest::variable);
    posted("post", list(of(5, 6), null));
    posted("post_two", list(of(5, 6), null), null, list(of(7, 8), null));
    posted("post_none", list(null, null));
    posted("post_few", list());
    posted("post_size", list(of(1, 2, 3), null));
    posted("post_type", list(of(1, 2).to(DType.float32), null));
    posted("post_forNone", list(of(1, 2), of(1, 2)));
    prehooked("pre", list(of(5, 6)));
    prehooked("pre_two", list(of(5, 6)), list(of(7, 8)));
    prehooked("pre_none", Collections.singletonList(null));
    prehooked("pre_few", list());
    prehooked("pre_size", list(of(1, 2, 3)));
    CASES.put("order", NodeLiveTest::order);
    CASES.put("accumulated", NodeLiveTest::accumulated);
    CASES.put("several", NodeLiveTest::several);
    CASES.put("removed", NodeLiveTest::removed);
    CASES.put("custom_hook", NodeLiveTest::custom);
    CASES.put("double", NodeLiveTest::secondDerivative);
  }

  private static Tensor leaf() {
    return Torch.tensor(new double[] {1, 2}).requiresGrad_();
  }

  private static Tensor of(double... values) {
    return Torch.tensor(values);
  }

  private static List<Tensor> list(Tensor... tensors) {
    return Arrays.asList(tensors);
  }

  private static void graph(String name, Supplier<Tensor> tensor) {
    CASES.put(name, () -> walk(tensor.get().gradFn(), new ArrayList<>()));
  }

  private static String walk(Node node, List<Node> seen) {
    if (node == null) {
      return "None";
    }
    if (seen.contains(node)) {
      return "#" + seen.indexOf(node);
    }
    seen.add(node);
    return node.nextFunctions().stream()
        .map(next -> walk(next.node(), seen) + ":" + next.inputNr())
        .collect(Collectors.joining(", ", node.name() + "(", ")"));
  }

  private static String numbers(List<Tensor> tensors) {
    return tensors.stream().map(NodeLiveTest::numbers).collect(Collectors.joining("; "));
  }

  private static String numbers(Tensor tensor) {
    return tensor == null
        ? "None"
        : Arrays.stream(tensor.detach().reshape(-1).toDoubleArray())
            .mapToObj(Double::toString)
            .collect(Collectors.joining(" "));
  }

  private static Tensor diamond() {
    Tensor y = leaf().mul(TWO);
    return y.sin().mul(y.cos()).add(y);
  }

  private static Tensor copied() {
    Tensor y = leaf().clone();
    y.get(Index.range(0, 1)).mul_(TWO);
    return y;
  }

  private static Tensor multiview() {
    List<Tensor> parts = leaf().mul(TWO).unbind();
    parts.get(0).mul_(TWO);
    return parts.get(0);
  }

  private static Tensor hooked() {
    var linear = new Linear(2, 2);
    linear.registerFullBackwardHook((m, i, o) -> null);
    return linear.call(Torch.ones(1, 2).requiresGrad_());
  }

  private static Tensor sub() {
    Tensor x = leaf();
    return Torch.where(x.gt(1), x, x.detach()).max(0).values();
  }

  private static String same() {
    Tensor x = leaf();
    Tensor a = x.mul(TWO);
    Tensor b = x.add(1);
    List<Node> nodes =
        List.of(
            a.gradFn(),
            a.gradFn(),
            b.gradFn(),
            a.gradFn().nextFunctions().get(0).node(),
            b.gradFn().nextFunctions().get(0).node());
    List<String> texts = new ArrayList<>();
    for (Node one : nodes) {
      for (Node other : nodes) {
        texts.add(one.equals(other) ? "True" : "False");
        if (one.equals(other)) {
          assertEquals(one.hashCode(), other.hashCode());
          assertEquals(one.toString(), other.toString());
        }
      }
    }
    return String.join(" ", texts);
  }

  private static String variable() {
    Tensor x = leaf();
    Tensor variable = x.mul(TWO).gradFn().nextFunctions().get(0).node().variable();
    variable.sum().backward();
    return x.grad() != null && variable.isLeaf() ? "True" : "False";
  }

  private static String backward(Consumer<Node> register) {
    Tensor x = leaf();
    Tensor y = x.mul(TWO);
    register.accept(y.gradFn());
    y.backward(of(1, 10));
    return numbers(x.grad());
  }

  @SafeVarargs
  private static void posted(String name, List<Tensor>... results) {
    CASES.put(
        name,
        () ->
            backward(
                node -> {
                  for (List<Tensor> result : results) {
                    node.registerHook((gradInputs, gradOutputs) -> result);
                  }
                }));
  }

  @SafeVarargs
  private static void prehooked(String name, List<Tensor>... results) {
    CASES.put(
        name,
        () ->
            backward(
                node -> {
                  for (List<Tensor> result : results) {
                    node.registerPrehook(gradOutputs -> result);
                  }
                }));
  }

  private static List<Tensor> note(List<String> calls, String text) {
    calls.add(text);
    return null;
  }

  private static String order() {
    List<String> calls = new ArrayList<>();
    Tensor x = leaf();
    Tensor y = x.mul(x.detach());
    y.registerHook(
        g -> {
          calls.add("tensor " + numbers(g));
          return null;
        });
    Node node = y.gradFn();
    node.registerHook((gi, go) -> note(calls, "post " + numbers(gi) + " | " + numbers(go)));
    node.registerPrehook(
        go -> {
          calls.add("pre " + numbers(go));
          return List.of(go.get(0).mul(2));
        });
    y.gradFn().registerHook((gi, go) -> note(calls, "post2 " + numbers(gi)));
    y.sum().backward();
    return String.join(", ", calls) + ", " + numbers(x.grad());
  }

  private static String accumulated() {
    List<String> calls = new ArrayList<>();
    Tensor x = leaf();
    Tensor y = x.mul(TWO);
    Node node = y.gradFn().nextFunctions().get(0).node();
    node.registerPrehook(go -> List.of(go.get(0).mul(10)));
    node.registerHook((gi, go) -> note(calls, gi.size() + " " + numbers(go)));
    y.sum().backward();
    return String.join(", ", calls) + ", " + numbers(x.grad());
  }

  private static String several() {
    List<String> calls = new ArrayList<>();
    Tensor part = leaf().mul(TWO).unbind().get(1);
    part.gradFn().registerPrehook(go -> note(calls, numbers(go)));
    part.sum().backward();
    return String.join(", ", calls);
  }

  private static String removed() {
    Tensor x = leaf();
    Tensor y = x.mul(TWO);
    Node node = y.gradFn();
    RemovableHandle first = node.registerHook((gi, go) -> list(gi.get(0).mul(2), null));
    RemovableHandle second = node.registerPrehook(go -> List.of(go.get(0).mul(3)));
    List<String> texts = new ArrayList<>();
    for (RemovableHandle handle : List.of(first, second, first)) {
      x.setGrad(null);
      y.sum().backward(null, BackwardOptions.options().retainGraph(true));
      texts.add(numbers(x.grad()));
      handle.remove();
    }
    return String.join(", ", texts);
  }

  private static String custom() {
    List<String> calls = new ArrayList<>();
    Tensor x = leaf();
    Tensor y = new Cube().call(x);
    y.gradFn()
        .registerHook(
            (gi, go) -> {
              calls.add(numbers(gi) + " | " + numbers(go));
              return List.of(gi.get(0).add(1));
            });
    y.sum().backward();
    return String.join(", ", calls) + ", " + numbers(x.grad());
  }

  private static String secondDerivative() {
    Tensor x = leaf();
    Tensor y = x.mul(x).sin();
    y.gradFn().registerHook((gi, go) -> List.of(gi.get(0).mul(2)));
    var recorded = GradOptions.options().createGraph(true);
    Tensor g = Autograd.grad(List.of(y.sum()), List.of(x), recorded).get(0);
    return g.gradFn().name() + " " + numbers(Autograd.grad(g.sum(), x));
  }

  @Test
  void nodes_equalPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/graph_nodes.py").toString();
    String lines = Programs.python(python.get(), script).requireSuccess().out();
    Map<String, String> expected = new LinkedHashMap<>();
    for (JsonNode line : lines.lines().map(Golden::parse).toList()) {
      expected.put(line.get("name").asText(), line.get("text").asText());
    }
    Map<String, String> got = new LinkedHashMap<>();
    CASES.forEach((name, body) -> got.put(name, text(body)));
    assertEquals(text(expected), text(got));
  }

  private static String text(Supplier<String> body) {
    try {
      return body.get();
    } catch (TorchException e) {
      return e.getMessage().replaceFirst("^\\w+: got \\[[^;]*; ", "");
    }
  }

  private static String text(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("\n"));
  }
}
