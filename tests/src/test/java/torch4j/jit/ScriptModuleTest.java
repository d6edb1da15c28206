package torch4j.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.Scope;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.SGD;
import torch4j.serialization.Complex;
import torch4j.serialization.Tuple;
import torch4j.testing.Tensors;

/** A script as a module, and its methods with every kind of argument and result. */
final class ScriptModuleTest {
  @TempDir static Path folder;

  private Scope scope;
  private ScriptModule many;

  @BeforeAll
  static void makeFiles() throws IOException {
    ScriptedFiles.makeIn(folder);
  }

  @BeforeEach
  void load() {
    scope = Torch.scope();
    many = Jit.load(folder.resolve("many.pt"));
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor tensor(float... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length));
  }

  private static void assertTensor(Object tensor, double... expected) {
    assertArrayEquals(expected, Tensors.values((Tensor) tensor));
  }

  // ---- arguments and results

  @Test
  void invoke_positionalNamedAndDefaultArguments() {
    Tensor x = tensor(1, 2);
    assertTensor(many.invoke("scaled", x, 2.0), 2, 4);
    assertTensor(many.invoke("scaled", x, 2), 2, 4); // an int is a float, too
    assertTensor(many.invoke("scaled", x, 2.0f, tensor(1, 1)), 3, 5);
    assertTensor(many.invoke("scaled", x, 2.0, null, true), -2, -4);
    assertTensor(many.invoke("scaled", CallArguments.of(x).with("by", 3.0)), 3, 6);
    assertTensor(many.invoke("scaled", CallArguments.of(x, 3.0).with("negate", true)), -3, -6);
    assertTensor(
        many.invoke(
            "scaled",
            CallArguments.of().with("negate", false).with("by", 1).with("x", x).with("shift", x)),
        2,
        4);
  }

  @Test
  void invoke_scalarsAndStrings() {
    assertEquals(Tuple.of(4L, 5.0, false, "a€!"), many.invoke("no_tensor", 3, 2.5, true, "a€"));
    assertEquals(
        Tuple.of(4L, 5.0, true, "!"), many.invoke("no_tensor", (short) 3, 2.5f, false, ""));
    assertEquals(
        Tuple.of(Long.MIN_VALUE, 0.0, true, "!"),
        many.invoke("no_tensor", Long.MAX_VALUE, 0, false, ""));
    assertEquals(new Complex(2, 4), many.invoke("number", new Complex(1, 2)));
    assertEquals(new Complex(2, 0), many.invoke("number", 1));
  }

  @Test
  void invoke_lists() {
    var result =
        (Tuple)
            many.invoke(
                "lists",
                List.of(1, 2L),
                List.of(1, 0.5),
                List.of("a", "b"),
                List.of(tensor(1, 2), tensor(3, 4)));
    assertEquals(List.of(3L, 1.5, "a-b"), result.subList(0, 3));
    assertTensor((Tensor) result.get(3), 4, 6);
    var arrays =
        (Tuple)
            many.invoke(
                "lists",
                new int[] {1, 2},
                new float[] {0.5f},
                new String[] {"x"},
                new Tensor[] {tensor(1, 1)});
    assertEquals(List.of(3L, 0.5, "x"), arrays.subList(0, 3));
    var empty = (Tuple) many.invoke("lists", List.of(), new double[0], List.of(), List.of());
    assertEquals(List.of(0L, 0.0, ""), empty.subList(0, 3));
    assertEquals(List.of(), many.invoke("empty"));
    assertEquals(
        List.of(List.of(1L), List.of(), List.of(2L)),
        many.invoke("nested", List.of(List.of(1), List.of())));
  }

  @Test
  void invoke_dicts_keepTheirOrder() {
    var result =
        (Map<?, ?>) many.invoke("dicts", Map.of("a", tensor(1)), Collections.singletonMap(7, 2));
    assertEquals(List.of("a", "7"), new ArrayList<>(result.keySet()));
    assertTensor(result.get("a"), 2);
    assertTensor(result.get("7"), 2);
    assertEquals(Map.of(), many.invoke("dicts", Map.of(), Map.of()));
  }

  @Test
  void invoke_tuplesAndNamedTuples() {
    var pair = (NamedTuple) many.invoke("pairs", Tuple.of(tensor(1), 2));
    assertEquals("Pair", pair.name());
    assertEquals(List.of("left", "count"), pair.fields());
    assertEquals(3L, pair.get("count"));
    assertTensor(pair.tensor("left"), 2);
    assertEquals(3L, many.invoke("unpaired", pair));
    assertEquals(5L, many.invoke("unpaired", Tuple.of(tensor(1), 5)));
    assertEquals(
        "field: got \"right\", expected one of left, count",
        assertThrows(IllegalArgumentException.class, () -> pair.get("right")).getMessage());
  }

  @Test
  void invoke_optionalsAndUnions() {
    assertNull(many.invoke("maybe", (Object) null));
    assertNull(many.invoke("maybe", (Object[]) null));
    assertEquals(3L, many.invoke("maybe", 2));
    assertEquals("int", many.invoke("either", 1));
    assertEquals("str x", many.invoke("either", "x"));
  }

  @Test
  void invoke_dtypesAndDevices() {
    var cast = (Tensor) many.invoke("cast", tensor(1), DType.float64, Torch.device("cpu"));
    assertEquals(DType.float64, cast.dtype());
    cast = (Tensor) many.invoke("cast", tensor(1), DType.float16, "cpu");
    assertEquals(DType.float16, cast.dtype());
    assertEquals("cpu", many.invoke("where", tensor(1)).toString());
  }

  @Test
  void invoke_forkAndWait() {
    assertTensor(many.invoke("later", tensor(-1, 1)), 1, 2);
  }

  // ---- as a module

  @Test
  void call_insideSequential_trainsWithTheOthers() {
    var model = new Sequential(new Linear(4, 4), many);
    assertEquals(2 + 6, model.parameters().size());
    var optimizer =
        new SGD(
            model.parameters().stream().filter(Tensor::requiresGrad).toList(),
            SGD.options().lr(0.1));
    Tensor x = Tensors.sine(0.3, 3, 4);
    double[] before = Tensors.values(model.call(x));
    model.call(x).sum().backward();
    optimizer.step();
    assertFalse(java.util.Arrays.equals(before, Tensors.values(model.call(x))));
    model.zeroGrad();
    assertNull(many.getParameter("head.weight").grad());
  }

  @Test
  void trainAndEval_reachTheScript() {
    ScriptModule mlp = Jit.load(folder.resolve("mlp.pt"));
    assertTrue(mlp.isTraining());
    Tensor x = Torch.ones(2, 20);
    assertFalse(mlp.call(x).equal(mlp.call(x)), "dropout drops");
    mlp.eval();
    assertEquals(false, mlp.attribute("training"));
    assertEquals(false, ((ScriptModule) mlp.getSubmodule("2")).attribute("training"));
    assertTrue(mlp.call(x).equal(mlp.call(x)));
    mlp.train();
    assertEquals(true, ((ScriptModule) mlp.attribute("2")).attribute("training"));
  }

  @Test
  void to_convertsTheScriptsTensors() {
    many.to(DType.float64);
    Tensor y = many.call(Torch.ones(2, 4).to(DType.float64));
    assertEquals(DType.float64, y.dtype());
    assertEquals(DType.int64, many.getBuffer("calls").dtype());
    many.to(Torch.device("cpu"));
  }

  @Test
  void requiresGrad_keepsWhatWasSaved() {
    assertFalse(many.getParameter("frozen").requiresGrad());
    many.requiresGrad_(false);
    assertFalse(many.call(Torch.ones(2, 4)).requiresGrad());
  }

  @Test
  void buffers_followTheScript() {
    assertTensor(many.getBuffer("calls"), 0);
    many.call(Torch.ones(1, 4));
    many.call(Torch.ones(1, 4));
    assertTensor(many.getBuffer("calls"), 2);
    many.invoke("remember", tensor(1, 2, 3)); // assigns another tensor
    assertTensor(many.getBuffer("last"), 2, 4, 6);
    assertTensor(many.stateDict().get("last"), 2, 4, 6);
  }

  @Test
  void setParameterAndBuffer_reachTheScript() {
    many.setParameter("scale", tensor(0));
    assertTensor(many.call(Torch.ones(1, 4)), Tensors.values(many.getParameter("head.bias")));
    assertTrue(many.getParameter("scale").requiresGrad());
    many.setBuffer("last", tensor(5));
    assertTensor(many.attribute("last"), 5);
  }

  @Test
  void attributes_areReadAndWritten() {
    assertEquals(3L, many.attribute("limit"));
    many.setAttribute("limit", 0);
    assertEquals(0L, many.attribute("limit"));
    Tensor x = Torch.ones(1, 4);
    assertTensor(many.call(x), Tensors.values(((Module) many.attribute("head")).call(x)));
    assertEquals(
        "name: got \"limits\", which is no attribute of Many",
        assertThrows(IllegalArgumentException.class, () -> many.attribute("limits")).getMessage());
    assertEquals(
        "attribute limit: got str \"x\", expected int",
        assertThrows(IllegalArgumentException.class, () -> many.setAttribute("limit", "x"))
            .getMessage());
  }

  @Test
  void loadStateDict_fillsTheScript() {
    ScriptModule other = Jit.load(folder.resolve("many.pt"));
    other.parameters().forEach(p -> p.detach().fill_(0.5));
    many.loadStateDict(other.stateDict());
    Tensor x = Torch.ones(1, 4);
    assertTrue(many.call(x).equal(other.call(x)));
  }

  @Test
  void loadStateDict_ofAnotherModel_saysWhatIsMissing() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> many.loadStateDict(new Linear(4, 2).stateDict()));
    assertEquals(
        "Error(s) in loading state_dict for RecursiveScriptModule:\n"
            + "\tMissing key(s) in state_dict: \"scale\", \"frozen\", \"calls\", \"last\","
            + " \"part.linear.weight\", \"part.linear.bias\", \"head.weight\", \"head.bias\". \n"
            + "\tUnexpected key(s) in state_dict: \"weight\", \"bias\". ",
        e.getMessage());
  }

  @Test
  void deepCopy_isAModuleOfItsOwn() {
    many.call(Torch.ones(1, 4));
    var model = new Sequential(many, new ReLU());
    var copied = (Sequential) model.deepCopy();
    var copy = (ScriptModule) copied.children().get(0);
    assertNotSame(many, copy);
    assertTensor(copy.getBuffer("calls"), 1);
    Tensor weight = copy.getParameter("head.weight");
    assertTrue(weight.isLeaf() && weight.requiresGrad());
    assertFalse(copy.getParameter("frozen").requiresGrad());
    weight.detach().zero_();
    assertFalse(many.getParameter("head.weight").equal(weight));
    many.call(Torch.ones(1, 4));
    assertTensor(copy.getBuffer("calls"), 1);
    assertEquals(many.toString(), copy.toString());
  }

  @Test
  void hooks_seeCallsAndGradients() {
    List<String> seen = new ArrayList<>();
    many.registerForwardPreHook(
        (module, inputs) -> {
          seen.add("before " + inputs.size());
          return null;
        });
    many.registerForwardHook(
        (module, inputs, output) -> {
          seen.add("after " + (output instanceof Tensor));
          return null;
        });
    many.registerFullBackwardHook(
        (module, gradInput, gradOutput) -> {
          seen.add("backward " + gradInput.size() + " " + gradOutput.size());
          return null;
        });
    many.call(Torch.ones(1, 4).requiresGrad_(true)).sum().backward();
    assertEquals(List.of("before 1", "after true", "backward 1 1"), seen);
    seen.clear();
    Object output = many.callWith(CallArguments.of().with("x", Torch.ones(1, 4)));
    assertArrayEquals(new long[] {1, 2}, ((Tensor) output).shape());
    assertEquals(List.of("before 0", "after true"), seen);
  }

  @Test
  void summary_countsTheParameters() {
    var summary = many.summary(1, 4);
    assertEquals(1 + 2 + 20 + 10, summary.parameters());
    assertEquals(31, summary.trainable());
  }

  @Test
  void inferenceMode_marksTheResult() {
    try (var inference = Torch.inferenceMode()) {
      assertTrue(many.call(Torch.ones(1, 4)).isInference());
    }
    try (var noGrad = Torch.noGrad()) {
      assertFalse(many.call(Torch.ones(1, 4)).requiresGrad());
    }
    assertTrue(many.call(Torch.ones(1, 4)).requiresGrad());
  }

  @Test
  void methods_areListedAndShown() {
    assertTrue(many.methodNames().containsAll(List.of("forward", "scaled", "maybe")));
    assertEquals("Many", many.originalName());
    assertEquals(
        "scaled(Tensor x, float by, Tensor? shift=None, bool negate=False) -> Tensor",
        many.schema("scaled"));
    assertTrue(many.code("maybe").startsWith("def maybe(self,\n"), many.code("maybe"));
    assertTrue(many.graph("maybe").startsWith("graph(%self"), many.graph("maybe"));
    assertTrue(many.graph().contains("prim::CallMethod"));
    assertFalse(many.inlinedGraph("forward").contains("prim::CallMethod"));
  }

  @Test
  void children_areSharedWhereTheScriptSharesThem() {
    assertSame(many.namedChildren().get("part"), many.getSubmodule("part"));
    var part = (ScriptModule) many.getSubmodule("part");
    assertTensor(
        part.invoke("doubled", CallArguments.of(Torch.ones(1, 4)).with("by", 1)),
        Tensors.values(part.call(Torch.ones(1, 4))));
  }
}
