package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.serialization.Crafted.file;
import static torch4j.serialization.Crafted.text;
import static torch4j.testing.Tensors.values;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;

/** Objects that are left out: their names, and what the file says of them. */
final class PythonObjectTest {
  private static final Path GOLDEN =
      Programs.root().resolve("tests/src/test/resources/golden/files");
  private static final LoadOptions SKIP = Serialization.loadOptions().skipUnknown(true);

  @BeforeAll
  static void load() {
    Torch.init();
  }

  private static Map<?, ?> load(String name, LoadOptions options) {
    return (Map<?, ?>) Serialization.load(GOLDEN.resolve(name), options);
  }

  @Test
  void wholeModule_isAPlaceholderWithItsParameters() {
    Map<?, ?> file = load("module.pt", SKIP);
    assertEquals(5L, file.get("epoch"));
    assertArrayEquals(new double[] {1, 1}, values((Tensor) file.get("w")));
    var model = (PythonObject) file.get("model");
    assertEquals("torch.nn.modules.container.Sequential", model.name());
    assertEquals("PythonObject[torch.nn.modules.container.Sequential]", model.toString());
    var modules = (Map<?, ?>) ((Map<?, ?>) model.state()).get("_modules");
    var linear = (PythonObject) modules.get("0");
    assertEquals("torch.nn.modules.linear.Linear", linear.name());
    var parameters = (Map<?, ?>) ((Map<?, ?>) linear.state()).get("_parameters");
    var weight = assertInstanceOf(Parameter.class, parameters.get("weight"));
    assertArrayEquals(new long[] {2, 3}, weight.shape());
  }

  @Test
  void wholeModule_ofTheOlderFormat_isToo() {
    Map<?, ?> file = load("module.legacy.pt", SKIP);
    var model = (PythonObject) file.get("model");
    assertEquals("__main__.Scale", model.name());
    var parameters = (Map<?, ?>) ((Map<?, ?>) model.state()).get("_parameters");
    assertArrayEquals(new double[] {3, 3}, values((Tensor) parameters.get("weight")));
    assertEquals(5L, file.get("epoch"));
  }

  @Test
  void anObject_hasItsStateWithElementsAndItems() {
    var arguments = (PythonObject) Serialization.load(GOLDEN.resolve("arguments.pt"), SKIP);
    assertEquals("__main__.TrainingArguments", arguments.name());
    assertEquals(List.of(), arguments.arguments());
    var state = (Map<?, ?>) arguments.state();
    assertEquals(5e-5, state.get("learning_rate"));
    assertEquals(42L, state.get("seed"));
    assertEquals(Tuple.of(0.9, 0.999), state.get("betas"));
    var strategy = (PythonObject) state.get("strategy"); // as Python 3.11 pickles a member
    assertEquals("builtins.getattr", strategy.name());
    assertEquals("__main__.Strategy", ((PythonObject) strategy.arguments().get(0)).name());
    assertEquals("STEPS", strategy.arguments().get(1));
    assertEquals(Map.of("a", 1L), ((PythonObject) state.get("tags")).items());
    assertEquals(List.of("x", "y"), ((PythonObject) state.get("names")).elements());
    assertArrayEquals(new double[] {1, 1}, values((Tensor) state.get("weight")));
  }

  @Test
  void whatIsAllowed_isLoadedAndOnlyTheRestLeftOut() {
    Map<?, ?> file = load("unsupported.pt", SKIP.allow(SafeGlobals.NUMPY));
    var objects = (PythonObject) file.get("objects");
    assertEquals("numpy.ndarray", objects.name());
    assertEquals(
        List.of(1L, "None"),
        ((List<?>) ((Tuple) objects.state()).get(4))
            .stream().map(element -> element == null ? "None" : element).toList());
    assertEquals("numpy.ndarray", ((PythonObject) file.get("texts")).name());
    assertEquals("numpy.ndarray", ((PythonObject) file.get("fields")).name());
    assertEquals("numpy scalar of the dtype M8", ((PythonObject) file.get("when")).name());
    assertTrue(((PythonObject) file.get("matrix")).name().startsWith("numpy.matrix"));
    assertArrayEquals(new double[] {1, 1}, values((Tensor) file.get("weight")));
    Map<?, ?> plain = load("objects.pt", SKIP);
    assertEquals("argparse.Namespace", ((PythonObject) plain.get("args")).name());
    var counts = (PythonObject) plain.get("counts");
    assertEquals("builtins.int", ((PythonObject) counts.arguments().get(0)).name());
    assertEquals(Map.of("a", 1L), counts.items());
    assertSame(counts, plain.get("same"));
  }

  @Test
  void aNameAlone_isAPlaceholder() {
    byte[] file =
        file("\u0080\u0002}(" + text("f") + "ctorch\nrelu\n" + text("g") + "ctorch\nrelu\nu.");
    var value = (Map<?, ?>) Serialization.load(file, SKIP);
    var relu = (PythonObject) value.get("f");
    assertEquals("torch.relu", relu.name());
    assertEquals(List.of(), relu.arguments());
    assertNull(relu.state());
    assertSame(relu, value.get("g"));
    // Classes that Python's default loads.
    assertEquals(
        "torch.FloatTensor",
        ((PythonObject) Serialization.load(file("\u0080\u0002ctorch\nFloatTensor\n."))).name());
    assertEquals(
        "torch.FloatStorage",
        ((PythonObject) Serialization.load(file("\u0080\u0002ctorch\nFloatStorage\n."))).name());
  }

  @Test
  void unknownObjects_mayBeKeysAndElements() {
    byte[] file = file("\u0080\u0002}(cm\nKey\n)Rc__builtin__\nset\n](cm\nE\n)RK\u0002e\u0085Ru.");
    var value = (Map<?, ?>) Serialization.load(file, SKIP);
    var key = (PythonObject) value.keySet().iterator().next();
    assertEquals("m.Key", key.name());
    var set = (java.util.Set<?>) value.get(key);
    assertEquals("m.E", ((PythonObject) set.iterator().next()).name());
    assertTrue(set.contains(2L));
  }

  @Test
  void callsWithPlaceholders_arePlaceholders() {
    // A rebuilding function of a later version, and a parameter of its tensor.
    byte[] file =
        file(
            "\u0080\u0002ctorch._utils\n_rebuild_parameter\ncelsewhere\n_rebuild_new\n)R\u0088"
                + "ccollections\nOrderedDict\n)R\u0087R.");
    var parameter = (PythonObject) Serialization.load(file, SKIP);
    assertEquals("torch._utils._rebuild_parameter", parameter.name());
    assertEquals("elsewhere._rebuild_new", ((PythonObject) parameter.arguments().get(0)).name());
  }

  @Test
  void tensorOfAnotherClass_hasTheTensor() {
    String tensor = Crafted.tensor(1, 0, Crafted.numbers(1), Crafted.numbers(1));
    String arguments = tensor.substring(tensor.indexOf("(("), tensor.length() - 2);
    byte[] file =
        file(
            "\u0080\u0002ctorch._tensor\n_rebuild_from_type_v2\n(ctorch._utils\n_rebuild_tensor_v2\n"
                + "ctorchvision.tv_tensors\nImage\n"
                + arguments
                + "}"
                + text("a")
                + "K\u0001stR.",
            new byte[] {0, 0, (byte) 128, 63});
    var image = (PythonObject) Serialization.load(file, SKIP);
    assertEquals("torchvision.tv_tensors.Image", image.name());
    assertArrayEquals(new double[] {1}, values((Tensor) image.arguments().get(0)));
    assertEquals(Map.of("a", 1L), image.state());
  }

  @Test
  void placeholder_cannotBeSaved() {
    Map<?, ?> file = load("module.pt", SKIP);
    var out = new ByteArrayOutputStream();
    var e = assertThrows(IllegalArgumentException.class, () -> Serialization.save(file, out));
    assertTrue(
        e.getMessage()
            .startsWith(
                "value[\"model\"]: got a placeholder of torch.nn.modules.container.Sequential,"),
        e.getMessage());
  }

  @Test
  void nestedPlaceholders_areBounded() {
    String nested = "cm\nA\n" + "cm\nA\n".repeat(5000);
    byte[] file = file("\u0080\u0002" + nested + ")R" + "\u0085R".repeat(5000) + ".");
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(file, SKIP));
    assertEquals(
        "<bytes>: got more than 1000 levels of nested values, expected fewer", e.getMessage());
  }
}
