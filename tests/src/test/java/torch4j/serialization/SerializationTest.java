package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.testing.Tensors.values;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;

final class SerializationTest {
  private static final Path GOLDEN =
      Programs.root().resolve("tests/src/test/resources/golden/files");

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.init();
  }

  // ---- what Python has written

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.pt", "checkpoint.legacy.pt", "checkpoint.big.pt"})
  void load_goldenFile_givesItsValue(String name) {
    assertGolden(Checkpoint.load(GOLDEN.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.pt", "checkpoint.big.pt"})
  void load_goldenFileMapped_givesItsValue(String name) {
    assertGolden(Checkpoint.load(GOLDEN.resolve(name), Serialization.loadOptions().mmap(true)));
  }

  private static void assertGolden(Checkpoint checkpoint) {
    assertEquals(5, checkpoint.integer("epoch"));
    assertEquals(0.25, checkpoint.number("loss"));
    Map<String, Tensor> state = checkpoint.tensors("model_state_dict");
    assertEquals(List.of("weight", "bias", "half"), List.copyOf(state.keySet()));
    assertArrayEquals(new double[] {2, 3, 4}, values(state.get("bias")));
    assertEquals(2, state.get("bias").storageOffset());
    assertArrayEquals(new double[] {1.5, -2}, values(state.get("half")));
    state.get("weight").fill_(9);
    assertArrayEquals(new double[] {9, 9, 9}, values(state.get("bias")), "one storage");
    assertTrue(checkpoint.tensor("parameter") instanceof Parameter);
    assertTrue(checkpoint.tensor("parameter").requiresGrad());
    assertArrayEquals(
        new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, values(checkpoint.tensor("sparse").toDense()));
    assertArrayEquals(new long[] {0, 3}, checkpoint.tensor("empty").shape());
    assertEquals(7, checkpoint.tensor("scalar").itemLong());
    assertValues((List<?>) checkpoint.values().get("values"));
  }

  private static void assertValues(List<?> values) {
    assertNull(values.get(0));
    assertEquals(true, values.get(1));
    assertEquals(Tuple.of(1L, BigInteger.TWO.pow(70), "Grüße"), values.get(2));
    assertEquals(Set.of(1L, 2L), values.get(3));
    assertArrayEquals(new byte[] {0, -1}, (byte[]) values.get(4));
    assertEquals(new Complex(1, 2), values.get(5));
    assertEquals(Size.of(2, 3), values.get(6));
    assertEquals(DType.float16, values.get(7));
  }

  // ---- memory

  @Test
  void load_mapped_outlivesEverythingElse() throws IOException {
    Path path = folder.resolve("mapped.pt");
    Serialization.save(Map.of("t", Torch.arange(1000)), path);
    Tensor view;
    try (var scope = Torch.scope()) {
      var loaded = Checkpoint.load(path, Serialization.loadOptions().mmap(true)).tensor("t");
      view = scope.keep(loaded.narrow(0, 990, 10));
    }
    Files.delete(path);
    System.gc();
    view.add_(1);
    assertArrayEquals(new double[] {991, 992}, values(view.narrow(0, 0, 2)));
  }

  @Test
  void load_mapped_doesNotChangeTheFile() {
    Path path = folder.resolve("private.pt");
    Serialization.save(Torch.zeros(100), path);
    ((Tensor) Serialization.load(path, Serialization.loadOptions().mmap(true))).fill_(3);
    assertEquals(0, ((Tensor) Serialization.load(path)).sum().itemFloat());
  }

  @Test
  void load_inAScope_belongsToIt() {
    byte[] file = Crafted.saved(Torch.ones(3));
    Tensor inside;
    try (var scope = Torch.scope()) {
      inside = (Tensor) Serialization.load(file);
      assertFalse(inside.unwrap().isNull());
    }
    assertTrue(inside.unwrap().isNull());
  }

  @Test
  void load_toMeta_readsNothing() {
    var meta = Serialization.loadOptions().mapLocation("meta");
    Tensor loaded = (Tensor) Serialization.load(Crafted.saved(Torch.ones(2, 3)), meta);
    assertTrue(loaded.isMeta());
    assertArrayEquals(new long[] {2, 3}, loaded.shape());
  }

  @Test
  void mapLocation_nullFromTheFunction_leavesItWhereItWas() {
    var options = Serialization.loadOptions().mapLocation(saved -> null);
    Tensor loaded = (Tensor) Serialization.load(Crafted.saved(Torch.ones(2)), options);
    assertTrue(loaded.isCpu());
  }

  @Test
  void mapLocation_unknownDevice_isRefused() {
    byte[] file = Crafted.saved(Torch.ones(2));
    var options = Serialization.loadOptions().mapLocation("nowhere");
    assertThrows(IllegalArgumentException.class, () -> Serialization.load(file, options));
  }

  // ---- what cannot be saved

  private static void assertRefused(String message, Object value) {
    var out = new ByteArrayOutputStream();
    var e = assertThrows(IllegalArgumentException.class, () -> Serialization.save(value, out));
    assertEquals(message, e.getMessage());
    assertEquals(0, out.size());
  }

  @Test
  void save_unknownClass_namesItsPlace() {
    assertRefused(
        "value[\"a\"][1]: got a java.lang.Object, expected a tensor, number, string, list, map or"
            + " another type that the package's documentation lists",
        Map.of("a", List.of(1, new Object())));
  }

  @Test
  void save_intThatPythonRefuses_isRefused() {
    assertRefused(
        "value[0]: got an int of 256 bytes, expected at most 255, which torch.load reads",
        List.of(BigInteger.TWO.pow(2040)));
  }

  @Test
  void save_oneStorageWithTwoDtypes_isRefused() {
    Tensor t = Torch.ones(4);
    assertRefused(
        "tensors of one storage: got float32 and int32, expected one dtype, because torch.load"
            + " supports one for each storage; clone one of them",
        List.of(t, t.view(DType.int32)));
  }

  @Test
  void save_unhashableKey_isRefused() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(List.of(1), 2);
    assertRefused(
        "value: got the key [1], expected one that is hashable in Python (for bytes a"
            + " ByteBuffer)",
        map);
  }

  @Test
  void save_keysEqualInPython_areRefused() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("1", 0);
    map.put(1, "int");
    map.put(1L, "long");
    assertRefused(
        "value: got the key 1 of a java.lang.Long, expected keys that are distinct in" + " Python",
        map);
    assertRefused(
        "value: got the key true of a java.lang.Boolean, expected keys that are distinct in"
            + " Python",
        new LinkedHashSet<>(List.of(2, 1.0, true)));
    Serialization.save(new LinkedHashSet<>(List.of(2, 1.5, true)), new ByteArrayOutputStream());
  }

  @Test
  void save_tupleWithinItself_isRefused() {
    List<Object> list = new ArrayList<>();
    Tuple tuple = Tuple.of(list);
    list.add(tuple);
    assertRefused(
        "value[0][0]: got a tuple within itself, expected none, because torch.load refuses it",
        tuple);
  }

  private static String refusedOnAStackOf(long bytes) throws InterruptedException {
    Object value = 1;
    for (int i = 0; i < 2000; i++) {
      value = List.of(value);
    }
    Object deep = value;
    var message = new AtomicReference<String>();
    var thread =
        new Thread(
            null,
            () ->
                message.set(
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Serialization.save(deep, new ByteArrayOutputStream()))
                        .getMessage()),
            "saver",
            bytes);
    thread.start();
    thread.join();
    return message.get();
  }

  @Test
  void save_nestedTooDeeply_isRefused() throws InterruptedException {
    String message = refusedOnAStackOf(64 << 20);
    assertTrue(
        message.endsWith("got more than 1000 levels of nested values, expected fewer"), message);
  }

  @Test
  void save_nestedDeeperThanTheStack_isRefused() throws InterruptedException {
    String message = refusedOnAStackOf(256 << 10);
    assertTrue(
        message.endsWith(
            "levels of nested values, expected fewer on a thread with so small a stack"),
        message);
  }

  @Test
  void save_closedTensor_isRefused() {
    Tensor t = Torch.ones(2);
    t.close();
    var e =
        assertThrows(
            IllegalStateException.class, () -> Serialization.save(t, folder.resolve("closed.pt")));
    assertEquals("a tensor: got a closed one, expected an open one", e.getMessage());
    assertFalse(Files.exists(folder.resolve("closed.pt")));
  }

  // ---- the file

  @Test
  void save_again_replacesTheFileAndKeepsItsPermissions() throws IOException {
    Path path = folder.resolve("again.pt");
    Serialization.save(1, path);
    var permissions = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(path, permissions);
    Serialization.save(2, path);
    assertEquals(2L, Serialization.load(path));
    assertEquals(permissions, Files.getPosixFilePermissions(path));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing is left beside it");
    }
  }

  @Test
  void save_throughALink_replacesItsTarget() throws IOException {
    Path target = folder.resolve("target.pt");
    Serialization.save(1, target);
    Path link = Files.createSymbolicLink(folder.resolve("link.pt"), target);
    Serialization.save(2, link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(2L, Serialization.load(target));
  }

  @Test
  void save_whatCannotBeSaved_leavesTheOldFile() throws IOException {
    Path path = folder.resolve("kept.pt");
    Serialization.save(1, path);
    assertThrows(IllegalArgumentException.class, () -> Serialization.save(new Object(), path));
    assertEquals(1L, Serialization.load(path));
    assertThrows(
        IllegalArgumentException.class, () -> Serialization.save(1, folder), "a folder is no file");
    Path nowhere = folder.resolve("none/x.pt");
    var e = assertThrows(IllegalArgumentException.class, () -> Serialization.save(1, nowhere));
    assertEquals(
        "path: got " + nowhere + ", expected a file in an existing folder", e.getMessage());
  }

  @Test
  void save_beyondFourGiB_isReadBackAndByPython() throws IOException {
    Path path = folder.resolve("large.pt");
    long bytes = (1L << 32) + 8;
    var seven = new org.bytedeco.pytorch.Scalar(7);
    try (var scope = Torch.scope();
        var file = new SparseFile(path)) {
      Tensor large =
          Tensor.wrap(
              torch.empty(new long[] {bytes}, new TensorOptions(DType.uint8.unwrap()), null));
      large.narrow(0, bytes - 8, 8).unwrap().fill_(seven);
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("large", large);
      value.put("after", Torch.ones(3));
      try (var saved = new SavedValue(value)) {
        saved.write(file, "large");
      }
    }
    try (var scope = Torch.scope()) {
      var loaded = Checkpoint.load(path, Serialization.loadOptions().mmap(true));
      assertEquals(bytes, loaded.tensor("large").numel());
      assertEquals(7, loaded.tensor("large").select(0, bytes - 1).itemInt());
      assertEquals(0, loaded.tensor("large").select(0, bytes - 9).itemInt());
      assertArrayEquals(new double[] {1, 1, 1}, values(loaded.tensor("after")));
    }
    Programs.python()
        .ifPresent(
            python ->
                Programs.python(
                        python,
                        "-c",
                        "import sys, torch; d = torch.load(sys.argv[1], mmap=True); assert"
                            + " d['large'][-8:].tolist() == [7] * 8 and d['after'].tolist() == [1, 1,"
                            + " 1] and d['large'].numel() == 2**32 + 8",
                        path.toString())
                    .requireSuccess());
  }
}
