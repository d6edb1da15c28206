package torch4j.jit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.TorchException;

/**
 * Files that are nested so deeply that LibTorch would end its stack, and the process, are refused.
 */
final class ScriptNestingTest {
  private static final int BOMB = 20_000;
  private static final String EXPECTED = ", expected a file of torch.jit.save";

  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    ScriptedFiles.makeIn(folder);
  }

  private static Path with(String entryEnd, byte[] content) throws IOException {
    Path changed = Files.createTempFile(folder, "changed", ".pt");
    try (var from = new ZipFile(folder.resolve("many.pt").toFile());
        var to = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (var entries = from.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(
            entry.getName().endsWith(entryEnd)
                ? content
                : from.getInputStream(entry).readAllBytes());
      }
    }
    return changed;
  }

  private static String refusal(String entryEnd, byte[] content) throws IOException {
    Path file = with(entryEnd, content);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Jit.load(file)).getMessage();
    return message.replace(file + ": got a damaged file: ", "").replace(EXPECTED, "");
  }

  // ---- code

  private static boolean tooDeep(String code) throws IOException {
    return CodeNesting.isTooDeep(new ByteArrayInputStream(code.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "f(1, ",
        "-",
        "~",
        "not ",
        "x + ",
        "x.",
        "x ** ",
        "x and ",
        "x == ",
        "[x](",
        "x if y else ",
        "x[",
        "x if (",
        "x()+",
        "a:",
        "\\\n-",
        "'(' + ",
        "1.0 * ",
        "x,(",
      })
  void code_ofManyLevels_isTooDeep(String level) throws IOException {
    assertTrue(tooDeep("return " + level.repeat(BOMB) + "x"));
    assertTrue(tooDeep("return " + level.repeat(CodeNesting.DEEPEST + 1) + "x"));
    assertFalse(tooDeep("return " + level.repeat(10) + "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"()", "[0]", ".x", "(1)", " + (x)", ")(", "[1, 2].y"})
  void code_thatGoesOnAndOn_isTooDeep(String more) throws IOException {
    assertTrue(tooDeep("return x" + more.repeat(BOMB)));
  }

  @Test
  void code_thatIsLongOnly_isNotTooDeep() throws IOException {
    assertFalse(tooDeep(""));
    assertFalse(tooDeep("x = [" + "1.5e-05, -2, self.a.b, f(x, y), ".repeat(BOMB) + "]"));
    assertFalse(tooDeep("x = y + z\n".repeat(BOMB)));
    assertFalse(tooDeep("x = \"" + "(".repeat(BOMB) + "\" + '\\'" + "[".repeat(BOMB) + "'"));
    assertFalse(tooDeep("x = '''\n" + "((\n\"".repeat(BOMB) + "''' # " + "(".repeat(BOMB)));
    assertFalse(tooDeep("x = 1." + "1234567890".repeat(BOMB)));
    assertFalse(tooDeep("x" + "_and_or_not".repeat(BOMB)));
  }

  @Test
  void code_besideTextsAndComments_counts() throws IOException {
    String deep = "(".repeat(BOMB);
    assertTrue(tooDeep("# type: " + deep));
    assertTrue(tooDeep("# '''\nx = " + deep));
    assertTrue(tooDeep("x = ''\ny = " + deep));
    assertTrue(tooDeep("x = '\\\\'\ny = " + deep));
    assertTrue(tooDeep("x = '''a'''; " + deep));
    assertTrue(tooDeep("x = 'not ended\ny = " + deep));
    assertTrue(tooDeep("x = (\n" + "(\n".repeat(BOMB)));
    var nested = new StringBuilder();
    for (int level = 0; level < 1000; level++) {
      nested.append(" ".repeat(level)).append("if x:\n");
    }
    assertTrue(tooDeep(nested.toString()));
  }

  @Test
  void load_codeBomb_isRefused() throws IOException {
    for (String level : new String[] {"(", "[", "-", "x + ", "x and ", "x if y else "}) {
      String code = "class M(Module):\n  def f(self):\n    return " + level.repeat(BOMB) + "x\n";
      assertEquals(
          "code/__torch__.py is nested more than 128 deep",
          refusal("/__torch__.py", code.getBytes(UTF_8)));
    }
  }

  // ---- pickles

  private static byte[] pickle(String... parts) {
    return ("\u0080\u0002" + String.join("", parts) + ".").getBytes(ISO_8859_1);
  }

  private static void requireShallow(String... parts) throws IOException {
    PickleNesting.requireShallow(new ByteArrayInputStream(pickle(parts)));
  }

  private static String pickleRefusal(String... parts) {
    return assertThrows(IllegalArgumentException.class, () -> requireShallow(parts)).getMessage();
  }

  @Test
  void load_pickleBomb_isRefused() throws IOException {
    String tooDeep = " has more than 500 levels of nested values";
    byte[] lists = pickle("]".repeat(BOMB), "a".repeat(BOMB - 1));
    byte[] tuples = pickle(")", "\u0085".repeat(BOMB));
    for (String name : new String[] {"data.pkl", "constants.pkl", "__torch__.py.debug_pkl"}) {
      String entry = name.startsWith("__") ? "code/" + name : name;
      assertEquals(entry + tooDeep, refusal("/" + name, lists));
      assertEquals(entry + tooDeep, refusal("/" + name, tuples));
    }
  }

  @Test
  void load_dataOfAnotherKind_namesTheFile() throws IOException {
    Path file = with("/data.pkl", pickle("K\1"));
    String message = assertThrows(TorchException.class, () -> Jit.load(file)).getMessage();
    assertTrue(message.startsWith(file + ": LibTorch cannot load it: isObject()"), message);
  }

  @Test
  void pickle_nestedInAnyWay_isRefused() throws IOException {
    String tooDeep = "has more than 500 levels of nested values";
    assertEquals(tooDeep, pickleRefusal("]".repeat(BOMB), "a".repeat(BOMB - 1)));
    assertEquals(tooDeep, pickleRefusal("(".repeat(BOMB), "t".repeat(BOMB)));
    assertEquals(tooDeep, pickleRefusal("}K\0".repeat(BOMB), "N", "s".repeat(BOMB)));
    assertEquals(tooDeep, pickleRefusal("cm\nn\n".repeat(BOMB), ")", "R".repeat(BOMB)));
    assertEquals(tooDeep, pickleRefusal("cm\nn\n)\u0081".repeat(BOMB), "b".repeat(BOMB - 1)));
    assertEquals(tooDeep, pickleRefusal("N", "q\0h\0\u0086".repeat(BOMB)));
    requireShallow("N", "\u0085".repeat(500));
    requireShallow("(", "K\1)\u0085".repeat(BOMB), "t");
  }

  @Test
  void pickle_thatChangesWhatIsInAnother_isRefused() {
    String changes = "changes a value that is already in a container";
    assertEquals(changes, pickleRefusal("]q\0h\0a")); // a list in itself
    assertEquals(changes, pickleRefusal("]]q\0ah\0]a"));
  }

  @Test
  void pickle_damaged_isRefused() throws IOException {
    assertEquals("ends within its values", pickleRefusal("X\u00ff\0\0\0abc"));
    assertEquals("pops more values than it pushes", pickleRefusal("a"));
    assertEquals("pops more values than it pushes", pickleRefusal("t"));
    assertEquals("pops more values than it pushes", pickleRefusal("N(\u0085\u0085\u0086t"));
    assertEquals("has the opcode 0x69, which LibTorch does not write", pickleRefusal("i"));
    assertEquals(
        "uses the memo index 4294967295, which is beyond its size in bytes",
        pickleRefusal("Nr\u00ff\u00ff\u00ff\u00ff"));
    assertEquals("has a text of -1 bytes", pickleRefusal("X\u00ff\u00ff\u00ff\u00ff"));
    assertEquals(
        "data.pkl has the opcode 0x69, which LibTorch does not write",
        refusal("/data.pkl", pickle("i")));
  }
}
