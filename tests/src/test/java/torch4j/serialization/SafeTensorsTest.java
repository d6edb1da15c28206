package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static torch4j.testing.Tensors.values;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;

final class SafeTensorsTest {
  private static final Path GOLDEN =
      Programs.root().resolve("tests/src/test/resources/golden/files/tensors.safetensors");

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.init();
  }

  @Test
  void load_goldenFile_givesItsTensors() throws IOException {
    for (Map<String, Tensor> tensors :
        List.of(
            SafeTensors.load(GOLDEN),
            SafeTensors.load(Files.readAllBytes(GOLDEN)),
            SafeTensors.load(GOLDEN, Torch.device("cpu")))) {
      assertEquals(List.of("a", "b", "c", "d"), List.copyOf(tensors.keySet()));
      assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, values(tensors.get("a")));
      assertArrayEquals(new long[] {2, 3}, tensors.get("a").shape());
      assertArrayEquals(new double[] {1, 0}, values(tensors.get("b")));
      assertEquals(-5, tensors.get("c").itemLong(), "which is not aligned");
      assertArrayEquals(new long[] {0, 4}, tensors.get("d").shape());
    }
  }

  @Test
  void open_tellsWithoutLoading() {
    try (var file = SafeTensors.open(GOLDEN)) {
      assertEquals(List.of("a", "b", "c", "d"), file.keys());
      assertEquals(Map.of("format", "pt"), file.metadata());
      assertArrayEquals(new long[] {2, 3}, file.shape("a"));
      assertEquals(DType.bfloat16, file.dtype("d"));
      assertEquals(6, file.getTensor("a").numel());
      assertThrows(IllegalArgumentException.class, () -> file.getTensor("none"));
    }
  }

  @Test
  void load_aligned_isTheFilesMemoryAndOutlivesIt() throws IOException {
    Path path = folder.resolve("x.safetensors");
    SafeTensors.save(Map.of("x", Torch.ones(10)), path);
    Tensor loaded = SafeTensors.load(path).get("x");
    Files.delete(path);
    System.gc();
    loaded.add_(1);
    assertEquals(20, loaded.sum().itemFloat());
  }

  @Test
  void save_everyDtype_comesBack() {
    Path path = folder.resolve("all.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : SafeTensorsEntry.DTYPES.values()) {
      tensors.put(
          name,
          Tensor.wrap(
              torch.empty(
                  new long[] {2, 3},
                  new org.bytedeco.pytorch.TensorOptions(Dtype.named(name).type().unwrap()),
                  null)));
    }
    tensors.put("scalar", Torch.tensor(2.5f).reshape());
    tensors.put("empty", Torch.zeros(0, 3));
    SafeTensors.save(tensors, Map.of("who", "Jürgen"), path);
    Map<String, Tensor> loaded = SafeTensors.load(path);
    assertEquals(tensors.keySet(), java.util.Set.copyOf(loaded.keySet()));
    tensors.forEach((name, tensor) -> assertSameBytes(name, tensor, loaded.get(name)));
    try (var file = SafeTensors.open(path)) {
      assertEquals(Map.of("who", "Jürgen"), file.metadata());
    }
  }

  private static void assertSameBytes(String name, Tensor expected, Tensor got) {
    assertArrayEquals(expected.shape(), got.shape(), name);
    assertEquals(expected.dtype(), got.dtype(), name);
    NativeMemory a = NativeMemory.of(expected);
    NativeMemory b = NativeMemory.of(got);
    assertEquals(a.buffer(0, (int) a.size()), b.buffer(0, (int) b.size()), name);
  }

  @Test
  void files_goBothWaysWithPythonsPackage() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    var there = Programs.python(python.get(), "-c", "import safetensors");
    assumeTrue(there.status() == 0, "no safetensors package for the reference Python");
    Path ours = folder.resolve("java.safetensors");
    Path theirs = folder.resolve("python.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", Torch.arange(6).reshape(2, 3));
    tensors.put("h", Torch.ones(3).to(DType.bfloat16));
    tensors.put("u", Torch.ones(1).to(DType.uint16));
    tensors.put("f8", Torch.ones(2).to(DType.float8_e4m3fn));
    SafeTensors.save(tensors, Map.of("k", "v"), ours);
    Programs.python(
            python.get(),
            Programs.root().resolve("tests/python/safetensors_interop.py").toString(),
            ours.toString(),
            theirs.toString())
        .requireSuccess();
    Map<String, Tensor> loaded = SafeTensors.load(theirs);
    tensors.forEach((name, tensor) -> assertSameBytes(name, tensor, loaded.get(name)));
    SafeTensors.save(loaded, folder.resolve("again.safetensors"));
  }

  // ---- what cannot be saved

  private void assertNotSaved(String message, Map<String, Tensor> tensors) {
    Path path = folder.resolve("no.safetensors");
    var e = assertThrows(IllegalArgumentException.class, () -> SafeTensors.save(tensors, path));
    assertEquals(message, e.getMessage());
  }

  @Test
  void save_whatTheFormatHasNot_isRefused() {
    Tensor t = Torch.ones(2, 3);
    assertNotSaved(
        "x: got [3, 2] float32, expected a contiguous tensor; call contiguous() on it",
        Map.of("x", t.t()));
    Map<String, Tensor> shared = new LinkedHashMap<>();
    shared.put("all", t);
    shared.put("row", t.select(0, 1));
    assertNotSaved(
        "tensors: got all and row that share memory, expected tensors with separate memory;"
            + " leave one out, or clone it",
        shared);
    assertNotSaved(
        "name: got __metadata__, expected another", Map.of("__metadata__", Torch.ones(1)));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                SafeTensors.save(
                    Map.of("c", Torch.ones(1).to(DType.complex128)), folder.resolve("c")));
    assertTrue(e.getMessage().startsWith("c: got the dtype complex128, expected one of ["));
    Tensor closed = Torch.ones(1);
    closed.close();
    assertThrows(
        IllegalStateException.class,
        () -> SafeTensors.save(Map.of("x", closed), folder.resolve("c")));
  }

  // ---- the rules of the format

  private static void assertRefused(String message, byte[] file) {
    var e = assertThrows(InvalidFileException.class, () -> SafeTensors.load(file));
    assertEquals("<bytes>: " + message, e.getMessage());
  }

  private static String tensor(String dtype, String shape, long begin, long end) {
    return "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(dtype, shape, begin, end);
  }

  private static byte[] file(int bytes, String... tensors) {
    var header = new StringBuilder("{");
    for (int i = 0; i < tensors.length; i++) {
      header.append(i == 0 ? "" : ",").append("\"t").append(i).append("\":").append(tensors[i]);
    }
    return Crafted.safetensors(header.append('}').toString(), bytes);
  }

  @Test
  void load_absurdHeader_isRefused() {
    assertRefused("header: got 3 bytes, expected at least 8 bytes", new byte[3]);
    assertRefused("header length: got 0, expected 2 to 2", new byte[10]);
    byte[] file = file(4, tensor("U8", "[4]", 0, 4));
    file[7] = -1;
    file[0] = 0;
    assertTrue(
        assertThrows(InvalidFileException.class, () -> SafeTensors.load(file))
            .getMessage()
            .startsWith("<bytes>: header length: got 18374686479671623680, expected 2 to"));
    assertRefused(
        "header: got another first byte, expected a JSON object", Crafted.safetensors(" {}", 0));
    assertRefused(
        "header: got more than one JSON object, expected one", Crafted.safetensors("{}{}", 0));
  }

  @Test
  void load_wrongJson_isRefused() {
    assertRefused(
        "header: Duplicate field 't'",
        Crafted.safetensors(
            "{\"t\":" + tensor("U8", "[1]", 0, 1) + ",\"t\":" + tensor("U8", "[1]", 1, 2) + "}",
            2));
    assertRefused("tensor t0: got an integer, expected an object", file(0, "1"));
    assertRefused(
        "t0.shape: got a floating-point number, expected whole numbers",
        file(1, tensor("U8", "[1.0]", 0, 1)));
    assertRefused(
        "tensor t0: got something else, expected dtype, shape and two data_offsets",
        file(0, "{\"dtype\":\"U8\"}"));
    assertRefused(
        "__metadata__.k: got an integer, expected a string",
        Crafted.safetensors("{\"__metadata__\":{\"k\":1}}", 0));
    assertRefused(
        "__metadata__: got an array, expected an object",
        Crafted.safetensors("{\"__metadata__\":[]}", 0));
    assertRefused("tensor t0: got null, expected an object", file(0, "null"));
    assertRefused("t0.dtype: got true, expected a string", file(0, "{\"dtype\":true}"));
    assertRefused("t0.dtype: got false, expected a string", file(0, "{\"dtype\":false}"));
    assertRefused("t0.shape: got a string, expected an array", file(0, "{\"shape\":\"1\"}"));
    assertRefused(
        "t0.data_offsets: got an object, expected whole numbers",
        file(0, "{\"data_offsets\":[{}]}"));
    assertThrows(
        InvalidFileException.class, () -> SafeTensors.load(Crafted.safetensors("{\"a", 0)));
    assertThrows(
        InvalidFileException.class,
        () -> SafeTensors.load(Crafted.safetensors("{\"a\":" + "[".repeat(100_000), 0)));
  }

  @Test
  void load_headerThatIsNoUtf8_isRefused() {
    for (String name : new String[] {"\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00ff"}) {
      byte[] json = Crafted.latin1("{\"" + name + "\":" + tensor("U8", "[1]", 0, 1) + "}");
      byte[] file = Crafted.safetensors("x".repeat(json.length), 1);
      System.arraycopy(json, 0, file, 8, json.length);
      assertRefused("header: got malformed UTF-8, expected UTF-8", file);
    }
    byte[] utf16 = Crafted.safetensors("{\0}\0", 0);
    var e = assertThrows(InvalidFileException.class, () -> SafeTensors.load(utf16));
    assertTrue(e.getMessage().startsWith("<bytes>: header: Illegal character"), e.getMessage());
  }

  @Test
  void load_metadataNull_isNone() {
    byte[] file = Crafted.safetensors("{\"__metadata__\":null}", 0);
    assertEquals(Map.of(), SafeTensors.load(file));
  }

  @Test
  void getTensor_ofAClosedFile_isRefused() {
    Path path = folder.resolve("closed.safetensors");
    try (Tensor tensor = Torch.ones(3)) {
      SafeTensors.save(Map.of("a", tensor), path);
    }
    SafeTensorsFile file = SafeTensors.open(path);
    file.close();
    var e = assertThrows(IllegalStateException.class, () -> file.getTensor("a"));
    assertEquals(path + ": got a closed file, expected an open one", e.getMessage());
  }

  @Test
  void getTensor_whileAnotherThreadCloses_readsOrIsRefused() throws Exception {
    Path path = folder.resolve("raced.safetensors");
    try (Tensor tensor = Torch.ones(3)) {
      SafeTensors.save(Map.of("a", tensor), path);
    }
    for (int round = 0; round < 200; round++) {
      SafeTensorsFile file = SafeTensors.open(path);
      var closing = new Thread(file::close);
      closing.start();
      var e = assertThrows(IllegalStateException.class, () -> readUntilRefused(file));
      assertEquals(path + ": got a closed file, expected an open one", e.getMessage());
      closing.join();
    }
  }

  private static void readUntilRefused(SafeTensorsFile file) {
    while (true) {
      try (Tensor tensor = file.getTensor("a")) {
        assertEquals(3, tensor.sum().itemDouble());
      }
    }
  }

  @Test
  void save_metadata_keepsItsOrder() {
    var metadata = new LinkedHashMap<String, String>();
    for (int i = 0; i < 20; i++) {
      metadata.put("k" + (i * 7 % 20), "v" + i);
    }
    Path path = folder.resolve("metadata.safetensors");
    SafeTensors.save(Map.of(), metadata, path);
    try (SafeTensorsFile file = SafeTensors.open(path)) {
      assertEquals(List.copyOf(metadata.keySet()), List.copyOf(file.metadata().keySet()));
    }
    metadata.put("k", null);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> SafeTensors.save(Map.of(), metadata, path));
    assertEquals("metadata: got k=null, expected a string for each name", e.getMessage());
  }

  @Test
  void save_lazyConjugateAndNegative_savesTheirElements() {
    Path path = folder.resolve("lazy.safetensors");
    try (var scope = Torch.scope()) {
      Tensor z = Torch.viewAsComplex(Torch.ones(4, 2));
      Tensor negative = Torch.ones(3);
      negative.unwrap()._set_neg(true);
      SafeTensors.save(Map.of("conj", z.conj(), "neg", negative), path);
      Map<String, Tensor> loaded = SafeTensors.load(path);
      assertTrue(z.conj().equal(loaded.get("conj")));
      assertTrue(negative.equal(loaded.get("neg")));
    }
  }

  @Test
  void load_wrongOffsets_areRefused() {
    assertRefused(
        "tensor t1: got bytes from 3, expected from 4, where the one before it ends",
        file(8, tensor("U8", "[4]", 0, 4), tensor("U8", "[4]", 3, 7)));
    assertRefused(
        "tensor t1: got bytes from 5, expected from 4, where the one before it ends",
        file(9, tensor("U8", "[4]", 0, 4), tensor("U8", "[4]", 5, 9)));
    assertRefused(
        "tensors: got 5 bytes in the file, expected 4 bytes", file(5, tensor("U8", "[4]", 0, 4)));
    assertRefused(
        "tensors: got 3 bytes in the file, expected 4 bytes", file(3, tensor("U8", "[4]", 0, 4)));
    assertRefused(
        "tensor t0: got data_offsets [0, 4], expected 16 bytes for its shape",
        file(4, tensor("F32", "[4]", 0, 4)));
    assertRefused(
        "tensor t0: got data_offsets [4, 0], expected 4 bytes for its shape",
        file(4, tensor("U8", "[4]", 4, 0)));
    assertRefused(
        "tensor t0: got the shape [9223372036854775807, 3], expected one that fits into memory",
        file(4, tensor("U8", "[9223372036854775807,3]", 0, 4)));
    assertRefused(
        "tensor t0: got the shape [0, 9223372036854775807, 3], expected one that fits into memory",
        file(0, tensor("U8", "[0,9223372036854775807,3]", 0, 0)));
    assertRefused(
        "tensor t0: got the shape [-4], expected one that fits into memory",
        file(4, tensor("U8", "[-4]", 0, 4)));
    assertRefused(
        "tensor t0: got the shape [3], expected an even last size, because a byte holds"
            + " two elements",
        file(4, tensor("F4", "[3]", 0, 4)));
  }

  @Test
  void load_ofAPath_namesIt() throws IOException {
    Path path = Files.write(folder.resolve("bad.safetensors"), new byte[3]);
    var e = assertThrows(InvalidFileException.class, () -> SafeTensors.load(path));
    assertEquals(path + ": header: got 3 bytes, expected at least 8 bytes", e.getMessage());
    assertThrows(
        java.io.UncheckedIOException.class, () -> SafeTensors.load(folder.resolve("none")));
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThrows(InvalidFileException.class, () -> SafeTensors.load(empty));
  }
}
