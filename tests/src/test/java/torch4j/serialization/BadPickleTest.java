package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.serialization.Crafted.file;
import static torch4j.serialization.Crafted.text;
import static torch4j.serialization.Refusals.assertRefused;
import static torch4j.serialization.Refusals.assertRefusedWith;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Torch;

/** What is wrong with a file's pickle is said, and where; nothing of it is run. */
final class BadPickleTest {
  @BeforeAll
  static void load() {
    Torch.init();
  }

  @Test
  void load_forbiddenGlobal_isNamed() {
    assertRefused(
        "data.pkl, byte 2, value: got the global posix.system, expected one of those that torch.load"
            + " allows by default; torch4j runs no code from files: load the rest with"
            + " Serialization.loadOptions().skipUnknown(true), or save a state dict instead",
        file("\u0080\u0002cposix\nsystem\n" + text("true") + "\u0085R."));
    for (String global :
        new String[] {
          "os\nsystem",
          "builtins\neval",
          "__builtin__\nexec",
          "torch.nn.modules.linear\nLinear",
          "java.lang\nRuntime",
          "numpy\nndarray"
        }) {
      assertRefusedWith(
          "the global " + global.replace("__builtin__", "builtins").replace('\n', '.'),
          file("\u0080\u0002c" + global + "\n."));
    }
  }

  @Test
  void load_otherInstructions_areRefused() {
    for (int opcode : new int[] {'i', 'o', 'P', '0', '1', '2', 'I', 'F', 'V', 0x82}) {
      assertRefused(
          String.format(
              "data.pkl, byte 2: got the opcode 0x%02x, expected one that torch.load supports by default",
              opcode),
          file("\u0080\u0002" + (char) opcode + "."));
    }
  }

  @Test
  void load_instructionsOfLaterProtocols_areRefusedByName() {
    Map.of(
            (int) 'C',
            "SHORT_BINBYTES of pickle protocol 3",
            0x8c,
            "SHORT_BINUNICODE of pickle protocol 4",
            0x93,
            "STACK_GLOBAL of pickle protocol 4",
            0x94,
            "MEMOIZE of pickle protocol 4",
            0x95,
            "FRAME of pickle protocol 4",
            0x96,
            "BYTEARRAY8 of pickle protocol 5")
        .forEach(
            (opcode, name) ->
                assertRefused(
                    "data.pkl, byte 2: got the opcode "
                        + name
                        + ", expected one that torch.load supports by default; save it with"
                        + " pickle_protocol=2, the default of torch.save",
                    file("\u0080\u0004" + (char) opcode.intValue() + ".")));
  }

  @Test
  void load_otherProtocols_areTakenAsFarAsTheyGo() {
    for (int protocol = 0; protocol <= 5; protocol++) {
      assertEquals(1L, Serialization.load(file("\u0080" + (char) protocol + "K\u0001.")));
    }
    assertRefused(
        "data.pkl, byte 0: pickle_protocol: got 6, expected at most 5", file("\u0080\u0006N."));
  }

  @Test
  void load_pickleThatEnds_isRefused() {
    assertRefused("data.pkl, byte 3: got the end after 0 bytes, expected 1", file("\u0080\u0002N"));
    assertRefused(
        "data.pkl, byte 7: got the end after 1 bytes, expected 4294967295",
        file("\u0080\u0002X\u00ff\u00ff\u00ff\u00ff."));
    assertRefused(
        "data.pkl, byte 2: an int: got 4294967295 bytes, expected at most 1048576",
        file("\u0080\u0002\u008b\u00ff\u00ff\u00ff\u00ff."));
  }

  @Test
  void load_stackThatIsEmpty_isRefused() {
    assertRefused("data.pkl, byte 2: got 0 values on the stack, expected 1", file("\u0080\u0002."));
    assertRefused(
        "data.pkl, byte 4: got 0 values on the stack, expected 2", file("\u0080\u0002}(s."));
    assertRefused(
        "data.pkl, byte 3: got no mark on the stack, expected one", file("\u0080\u0002Nt."));
  }

  @Test
  void load_memoBomb_isRefused() {
    assertRefused(
        "data.pkl, byte 3: got the memo index 2147483647, expected one below the number of bytes",
        file("\u0080\u0002Nr\u00ff\u00ff\u00ff\u007f."));
    assertRefused(
        "data.pkl, byte 2: got the memo index 7, expected one that was stored before",
        file("\u0080\u0002h\u0007."));
  }

  @Test
  void load_recursionBomb_isRefused() {
    String message = "got more than 1000 levels of nested values, expected fewer";
    assertRefused(message, file("\u0080\u0002N" + "\u0085".repeat(200_000) + "."));
    assertRefused(message, file("\u0080\u0002" + "]".repeat(5000) + "a".repeat(4999) + "."));
    String billion = "\u0080\u0002)" + "q\u0001h\u0001\u0086".repeat(60);
    Serialization.load(file(billion + ".")); // 2^60 leaves, but only 60 tuples
    assertRefusedWith(
        "a key: got a tuple of more than 1000 values",
        file("\u0080\u0002}" + billion.substring(2) + "Ns."));
  }

  @Test
  void load_listThatContainsItself_loads() {
    var list = (java.util.List<?>) Serialization.load(file("\u0080\u0002]q\u0001h\u0001a."));
    assertTrue(list == list.get(0));
  }

  @Test
  void load_unhashableKey_isRefused() {
    assertRefused(
        "data.pkl, byte 5: a key: got a ArrayList, expected a hashable value",
        file("\u0080\u0002}]Ns."));
  }

  @Test
  void load_wrongTargets_areRefused() {
    assertRefused(
        "data.pkl, byte 4: APPEND: got None, expected a ArrayList", file("\u0080\u0002NNa."));
    assertRefused(
        "data.pkl, byte 5: SETITEM: got None, expected a LinkedHashMap", file("\u0080\u0002NNNs."));
    assertRefused(
        "data.pkl, byte 4: BUILD: got a LinkedHashMap, expected a OrderedDict",
        file("\u0080\u0002}}b."));
    assertRefused(
        "data.pkl, byte 4: called object: got None, expected a Global", file("\u0080\u0002N)R."));
  }
}
