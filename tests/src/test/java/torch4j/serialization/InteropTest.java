package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.Layout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.BatchNorm1d;
import torch4j.nn.Linear;
import torch4j.nn.Sequential;
import torch4j.testing.Programs;

/** Files go from Python to Java and back, and from Java to Python, without a bit changed. */
final class InteropTest {
  private static final Path ROOT = Programs.root();
  private static final Path SCRIPT = ROOT.resolve("tests/python/interop.py");
  private static final Path CASES = ROOT.resolve("tests/src/test/resources/interop/values.txt");
  private static final int LEAST = 150;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.init();
  }

  private static String python() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    return python.get();
  }

  private void run(String command, Path cases) {
    var outcome =
        Programs.python(python(), SCRIPT.toString(), command, cases.toString(), folder.toString());
    outcome.requireSuccess();
  }

  @Test
  void values_ofPython_comeBackTheSame() {
    run("write", CASES);
    List<String> failures = new ArrayList<>();
    int cases = 0;
    for (; Files.exists(folder.resolve(cases + ".pt")); cases++) {
      Path file = folder.resolve(cases + ".pt");
      var mapped = Serialization.loadOptions().mmap(true);
      String name = cases + ".java";
      copy(file, Serialization.loadOptions(), name + ".pt", failures);
      copy(file, mapped, name + "-mmap.pt", failures);
      copy(
          folder.resolve(cases + ".legacy.pt"),
          Serialization.loadOptions(),
          name + "-legacy.pt",
          failures);
      if (Files.exists(folder.resolve(cases + ".p3.pt"))) {
        Path protocol3 = folder.resolve(cases + ".p3.pt");
        copy(protocol3, Serialization.loadOptions(), name + "-p3.pt", failures);
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(cases >= LEAST, cases + " cases");
    run("check", CASES);
  }

  private void copy(Path from, LoadOptions options, String to, List<String> failures) {
    try (var scope = Torch.scope()) {
      var notDurable = Serialization.saveOptions().durable(false);
      Serialization.save(Serialization.load(from, options), folder.resolve(to), notDurable);
    } catch (RuntimeException e) {
      failures.add(from.getFileName() + ": " + e);
    }
  }

  @Test
  void values_ofJava_areTheSameInPython() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    addPlain(values);
    addContainers(values);
    addTensors(values);
    addModules(values);
    int number = 0;
    for (Object value : values.values()) {
      Serialization.save(value, folder.resolve(number++ + ".pt"));
    }
    Path expressions = Files.write(folder.resolve("expressions"), values.keySet());
    run("values", expressions);
  }

  private static void addPlain(Map<String, Object> values) {
    values.put("None", null);
    values.put("True", true);
    values.put("[7, 7, 7, 7]", List.of((byte) 7, (short) 7, 7, 7L));
    values.put("-(2**70)", BigInteger.TWO.pow(70).negate());
    values.put("[0.5, 0.25]", List.of(0.5f, 0.25));
    values.put("float('nan')", Double.NaN);
    values.put("complex(1, -2)", new Complex(1, -2));
    values.put("'Gr\\u00fc\\u00dfe \\ud800!'", "Grüße \ud800!");
    values.put("b'\\0\\xff'", new byte[] {0, -1});
    values.put("b''", new byte[0]);
    values.put("bytearray(b'ab')", ByteBuffer.wrap(new byte[] {'a', 'b'}));
    values.put("torch.Size([2, 3])", Size.of(2, 3));
    values.put("torch.device('cuda', 1)", Torch.device("cuda:1"));
    values.put("[torch.bfloat16, torch.sparse_csr]", List.of(DType.bfloat16, Layout.SparseCsr));
  }

  private static void addContainers(Map<String, Object> values) {
    values.put("[]", List.of());
    values.put("(1, (2,), ())", Tuple.of(1, Tuple.of(2), Tuple.of()));
    values.put("{'b': 1, 2: [None]}", ordered("b", 1, 2L, Collections.singletonList(null)));
    values.put("{(1, 'x'): 2, b'k': 3}", ordered(Tuple.of(1L, "x"), 2, key("k"), 3));
    values.put("{1, 2}", new LinkedHashSet<>(List.of(1L, 2L)));
    values.put("Counter({5: 2})", new Counter<>(Map.of(5L, 2L)));
    var dict = new OrderedDict<String, Object>();
    dict.put("w", 1);
    values.put("OrderedDict(w=1)", dict);
    var recursive = new ArrayList<Object>(List.of(1));
    recursive.add(recursive);
    values.put("recursive_list()", recursive);
    values.put("list(range(2500))", java.util.stream.LongStream.range(0, 2500).boxed().toList());
  }

  private static ByteBuffer key(String text) {
    return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Map<Object, Object> ordered(Object k, Object v, Object k2, Object v2) {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(k, v);
    map.put(k2, v2);
    return map;
  }

  private static void addTensors(Map<String, Object> values) {
    Torch.manualSeed(5);
    Tensor t = Torch.randn(3, 4);
    values.put(
        "[(t := torch.randn(3, 4)), t, t.t(), t[1:]]", List.of(t, t, t.t(), t.narrow(0, 1, 2)));
    Torch.manualSeed(5);
    Tensor p = Torch.randn(2);
    values.put("nn.Parameter(torch.randn(2))", Parameter.of(p));
    values.put("nn.Parameter(torch.eye(2).to_sparse())", Parameter.of(Torch.eye(2).toSparse()));
    values.put("nn.Parameter(torch.ones(2, 3, device='meta'))", Parameter.of(meta(2, 3)));
    values.put("torch.ones(2, requires_grad=True)", Torch.ones(2).requiresGrad_(true));
    values.put("torch.eye(3).to_sparse()", Torch.eye(3).toSparse());
    values.put("torch.tensor(2.5)", Torch.tensor(2.5f).reshape());
    values.put("torch.ones(2).to(torch.float8_e5m2)", Torch.ones(2).to(DType.float8_e5m2));
    values.put(
        "torch.ones(2, dtype=torch.complex64).conj()",
        Tensor.wrap(Torch.ones(2).to(DType.complex64).unwrap()._conj()));
    Torch.manualSeed(5);
    values.put("torch.get_rng_state()", Torch.getRngState());
  }

  private static Tensor meta(long... sizes) {
    var onMeta = Serialization.loadOptions().mapLocation("meta");
    return (Tensor) Serialization.load(Crafted.saved(Torch.ones(sizes)), onMeta);
  }

  private static void addModules(Map<String, Object> values) {
    Torch.manualSeed(5);
    var model = new Sequential(new Linear(3, 2), new BatchNorm1d(2));
    values.put("nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)).state_dict()", model.stateDict());
  }
}
