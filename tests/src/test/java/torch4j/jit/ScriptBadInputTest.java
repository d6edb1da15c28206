package torch4j.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.serialization.Tuple;

/** Bad files and bad arguments are refused with words that say what is wrong. */
final class ScriptBadInputTest {
  private static final String EXPECTED = ", expected a file of torch.jit.save";
  private static final String SCALED =
      "; it is scaled(Tensor x, float by, Tensor? shift=None, bool negate=False) -> Tensor";

  @TempDir static Path folder;
  private ScriptModule many;

  @BeforeAll
  static void makeFiles() throws IOException {
    ScriptedFiles.makeIn(folder);
  }

  @BeforeEach
  void load() {
    many = Jit.load(folder.resolve("many.pt"));
  }

  // ---- files

  private static String refusal(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> Jit.load(file)).getMessage();
  }

  @Test
  void load_noFileOrAFolder() {
    Path missing = folder.resolve("missing.pt");
    assertEquals(missing + ": got a path where there is no file" + EXPECTED, refusal(missing));
    assertEquals(folder + ": got a folder" + EXPECTED, refusal(folder));
  }

  @Test
  void load_noZip(@TempDir Path other) throws IOException {
    Path text = Files.writeString(other.resolve("text.pt"), "This is no zip archive, but a text.");
    assertEquals(
        text + ": got no zip archive, or a damaged one (zip END header not found)" + EXPECTED,
        refusal(text));
    Path empty = Files.createFile(other.resolve("empty.pt"));
    assertEquals(
        empty + ": got no zip archive, or a damaged one (zip file is empty)" + EXPECTED,
        refusal(empty));
  }

  @Test
  void load_truncated(@TempDir Path other) throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("many.pt"));
    for (int size : new int[] {1, 100, whole.length / 2, whole.length - 1}) {
      Path file = Files.write(other.resolve(size + ".pt"), Arrays.copyOf(whole, size));
      assertTrue(
          refusal(file).startsWith(file + ": got no zip archive, or a damaged one ("),
          refusal(file));
    }
  }

  @Test
  void load_aFileOfTorchSave() {
    Path state = folder.resolve("state.pt");
    assertEquals(
        state
            + ": got a file of torch.save, expected a file of torch.jit.save; load it with"
            + " Serialization.load",
        refusal(state));
  }

  @Test
  void load_anotherZip(@TempDir Path other) throws IOException {
    Path file = zip(other.resolve("other.pt"), "a/b.txt");
    assertEquals(file + ": got a zip archive without constants.pkl" + EXPECTED, refusal(file));
    file = zip(other.resolve("two.pt"), "a/b.txt", "c/d.txt");
    assertEquals(
        file
            + ": got a damaged file: the entry c/d.txt is not in the archive's one folder"
            + EXPECTED,
        refusal(file));
  }

  @Test
  void load_archiveWithoutData(@TempDir Path other) throws IOException {
    Path file = zip(other.resolve("no-data.pt"), "a/constants.pkl", "a/version");
    assertEquals(
        file + ": got a damaged file: there is no data.pkl in it" + EXPECTED, refusal(file));
  }

  private static Path zip(Path file, String... names) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    return file;
  }

  @Test
  void load_flippedBit_namesTheEntry(@TempDir Path other) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("mlp.pt"));
    bytes[3000] ^= 4; // in the first weight
    Path file = Files.write(other.resolve("flipped.pt"), bytes);
    assertEquals(
        file + ": got a damaged file: the checksum of the entry mlp/data/0 is wrong" + EXPECTED,
        refusal(file));
  }

  @Test
  void save_missingFolder_changesNothing(@TempDir Path other) throws IOException {
    Path file = other.resolve("none").resolve("model.pt");
    var e = assertThrows(IllegalArgumentException.class, () -> many.save(file));
    assertEquals("path: got " + file + ", expected a file in an existing folder", e.getMessage());
    assertEquals(0, count(other));
  }

  @Test
  void save_ontoAFolder_leavesNothingBehind(@TempDir Path other) throws IOException {
    Path taken = Files.createDirectories(other.resolve("taken").resolve("below")).getParent();
    var e = assertThrows(IllegalArgumentException.class, () -> many.save(taken));
    assertEquals("path: got " + taken + ", expected a file or nothing there", e.getMessage());
    assertEquals(1, count(other));
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void save_overAFile_replacesIt(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("model.pt"), "old");
    Jit.save(many, file);
    assertEquals("Many", Jit.load(file).originalName());
    assertEquals(1, count(other));
  }

  @Test
  void extraFiles_goInAndOut(@TempDir Path other) {
    Path file = other.resolve("model.pt");
    byte[] binary = {0, -1, 2, (byte) 200};
    Jit.save(many, file, Map.of("a.bin", binary, "empty", new byte[0]));
    Map<String, byte[]> extra = new java.util.HashMap<>();
    extra.put("a.bin", new byte[0]);
    extra.put("none", new byte[] {7});
    Jit.load(file, Jit.loadOptions().mapLocation("cpu").extraFiles(extra));
    assertArrayEquals(binary, extra.get("a.bin"));
    assertArrayEquals(new byte[] {7}, extra.get("none"));
    Map<String, byte[]> labels = new java.util.HashMap<>(Map.of("labels.txt", new byte[0]));
    Jit.load(folder.resolve("mlp.pt"), Jit.loadOptions().extraFiles(labels));
    assertEquals(
        "a\nb\n", new String(labels.get("labels.txt"), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void mapLocation_thatIsNotThere() {
    var options = Jit.loadOptions();
    org.junit.jupiter.api.Assumptions.assumeFalse(torch4j.Torch.cudaIsAvailable());
    var e = assertThrows(IllegalArgumentException.class, () -> options.mapLocation("cuda:0"));
    assertEquals(
        "mapLocation: got cuda:0, expected an available device; LibTorch finds no CUDA device",
        e.getMessage());
  }

  // ---- arguments

  private String refused(String method, Object... arguments) {
    return refused(method, CallArguments.of(arguments));
  }

  private String refused(String method, CallArguments arguments) {
    return assertThrows(IllegalArgumentException.class, () -> many.invoke(method, arguments))
        .getMessage();
  }

  @Test
  void invoke_unknownMethod_namesThoseThatAre() {
    assertTrue(
        refused("sclaed").startsWith("method: got \"sclaed\", expected one of cast, dicts, "),
        refused("sclaed"));
    assertThrows(IllegalArgumentException.class, () -> many.code("sclaed"));
    assertThrows(IllegalArgumentException.class, () -> many.graph("sclaed"));
    assertThrows(IllegalArgumentException.class, () -> many.inlinedGraph("sclaed"));
    assertThrows(IllegalArgumentException.class, () -> many.schema("sclaed"));
  }

  @Test
  void invoke_tooManyOrTooFew() {
    Tensor x = Torch.ones(1);
    assertEquals(
        "scaled: got 5 arguments, expected at most 4" + SCALED,
        refused("scaled", x, 1.0, x, true, 5));
    assertEquals("scaled: argument by: got none, expected float" + SCALED, refused("scaled", x));
    assertEquals(
        "maybe: argument x: got none, expected Optional[int]; it is maybe(int? x) -> int?",
        refused("maybe"));
  }

  @Test
  void invoke_wrongNames() {
    Tensor x = Torch.ones(1);
    assertEquals(
        "scaled: argument bi: got a name that is not there, expected one of x, by, shift, negate"
            + SCALED,
        refused("scaled", CallArguments.of(x).with("bi", 1.0)));
    assertEquals(
        "scaled: argument x: got a value by position and one by name, expected one of the two"
            + SCALED,
        refused("scaled", CallArguments.of(x).with("x", x).with("by", 1.0)));
    assertEquals(
        "name: got \"by\" for the second time, expected each name once",
        assertThrows(
                IllegalArgumentException.class,
                () -> CallArguments.of().with("by", 1).with("by", 2))
            .getMessage());
  }

  @Test
  void invoke_wrongTypes() {
    Tensor x = Torch.ones(2, 3);
    assertEquals(
        "scaled: argument x: got float 0.5, expected Tensor" + SCALED, refused("scaled", 0.5, 1.0));
    assertEquals(
        "scaled: argument x: got None, expected Tensor" + SCALED, refused("scaled", null, 1.0));
    assertEquals(
        "scaled: argument by: got Tensor [2, 3] Float, expected float" + SCALED,
        refused("scaled", x, x));
    assertEquals(
        "scaled: argument by: got bool True, expected float" + SCALED, refused("scaled", x, true));
    assertEquals(
        "scaled: argument negate: got int 1, expected bool" + SCALED,
        refused("scaled", x, 1, null, 1));
    assertEquals(
        "scaled: argument shift: got str \"no\", expected Tensor" + SCALED,
        refused("scaled", x, 1, "no"));
    assertEquals(
        "scaled: argument by: got a java.math.BigDecimal, expected float" + SCALED,
        refused("scaled", x, BigDecimal.ONE));
    assertEquals(
        "maybe: argument x: got float 2.5, expected int; it is maybe(int? x) -> int?",
        refused("maybe", 2.5));
  }

  @Test
  void invoke_wrongElements_areNamedByTheirPlace() {
    String lists =
        "; it is lists(int[] ints, float[] floats, str[] texts, Tensor[] tensors) -> ((int, float,"
            + " str, Tensor))";
    assertEquals(
        "lists: argument ints[1]: got str \"x\", expected int" + lists,
        refused("lists", List.of(1, "x"), List.of(), List.of(), List.of()));
    assertEquals(
        "lists: argument ints: got int 1, expected List[int]" + lists,
        refused("lists", 1, List.of(), List.of(), List.of()));
    assertTrue(
        refused("nested", List.of(List.of(1), List.of(2, "y")))
            .startsWith("nested: argument rows[1][1]: got str \"y\", expected int"));
    assertTrue(
        refused("dicts", Map.of("a", 1), Map.of())
            .startsWith("dicts: argument by_name[str \"a\"]: got int 1, expected Tensor"));
    assertTrue(
        refused("pairs", Tuple.of(Torch.ones(1)))
            .startsWith("pairs: argument pair: got tuple of 1, expected Tuple[Tensor, int]"));
  }

  @Test
  void invoke_closedTensor_isNamed() {
    Tensor closed = Torch.ones(1);
    closed.close();
    var e = assertThrows(IllegalStateException.class, () -> many.invoke("scaled", closed, 1.0));
    assertEquals(
        "scaled: argument x: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        e.getMessage());
    e = assertThrows(IllegalStateException.class, () -> many.call(closed));
    assertEquals(
        "RecursiveScriptModule: input: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        e.getMessage());
    var missing = assertThrows(IllegalArgumentException.class, () -> many.call((Tensor) null));
    assertEquals("RecursiveScriptModule: input: got null, expected a tensor", missing.getMessage());
  }

  @Test
  void invoke_listInItself_isRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertEquals(
        "arguments: got more than 64 levels of nested lists, expected fewer",
        refused("nested", list));
  }

  @Test
  void call_resultOfAnotherType_isRefused() {
    ScriptModule part = (ScriptModule) many.getSubmodule("part");
    assertTrue(
        assertThrows(TorchException.class, () -> part.call(Torch.ones(1, 3)))
            .getMessage()
            .startsWith("forward: mat1 and mat2 shapes cannot be multiplied (1x3 and 4x4)"));
    var e =
        assertThrows(IllegalArgumentException.class, () -> part.call(Torch.ones(1), Torch.ones(1)));
    assertEquals(
        "forward: got 2 arguments, expected at most 1; it is forward(Tensor x) -> Tensor",
        e.getMessage());
  }

  // ---- errors of the script

  @Test
  void invoke_raise_hasTheScriptsMessageAndTraceback() {
    var e = assertThrows(TorchException.class, () -> many.invoke("fail", -1));
    assertEquals("fail: ValueError: x is negative", e.getMessage());
    assertTrue(e.detail().contains("Traceback of TorchScript"), e.detail());
    assertTrue(e.detail().contains("raise ValueError(\"x is negative\")"), e.detail());
    e = assertThrows(TorchException.class, () -> many.invoke("fail", 11));
    assertEquals("fail: AssertionError: x is too large", e.getMessage());
    assertEquals(5L, many.invoke("fail", 5));
  }

  @Test
  void invoke_moreThanMemory_saysHowMuch() {
    var e = assertThrows(TorchException.class, () -> many.invoke("reserve", 1L << 48));
    assertEquals(
        "reserve: memory: got a request for 1125899906842624 bytes, expected no more than the"
            + " machine has free; ask for smaller tensors",
        e.getMessage());
    assertTrue(e.detail().contains("DefaultCPUAllocator"), e.detail());
  }

  @Test
  void call_wrongShape_hasLibTorchsMessage() {
    var e = assertThrows(TorchException.class, () -> many.call(Torch.ones(2, 3)));
    assertEquals(
        "forward: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x4)", e.getMessage());
    assertTrue(e.detail().contains("Traceback of TorchScript"), e.detail());
  }

  // ---- freezing

  @Test
  void freeze_inTrainingMode_isRefused() {
    var e = assertThrows(IllegalStateException.class, () -> Jit.freeze(many));
    assertEquals(
        "freeze: got a module in training mode, expected one in evaluation mode; call eval()"
            + " first",
        e.getMessage());
  }

  @Test
  void freeze_unknownAttribute_isRefused() {
    many.eval();
    var options = Jit.freezeOptions().preservedAttrs("nothing");
    assertThrows(TorchException.class, () -> Jit.freeze(many, options));
    List<String> others = List.of("nothing");
    assertThrows(TorchException.class, () -> Jit.optimizeForInference(many, others));
  }

  @Test
  void namedTuple_namesWithoutValues_areRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new NamedTuple("P", List.of("a"), List.of()));
    assertEquals("fields: got 1 for 0 values, expected as many", e.getMessage());
  }
}
