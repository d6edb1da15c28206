package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.serialization.Crafted.file;
import static torch4j.serialization.Crafted.latin1;
import static torch4j.serialization.Crafted.numbers;
import static torch4j.serialization.Crafted.tensor;
import static torch4j.serialization.Crafted.text;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;

/** What is wrong with a file is said, and where; nothing of it is loaded. */
final class BadFileTest {
  private static final byte[] TWELVE = new byte[12];

  @BeforeAll
  static void load() {
    Torch.init();
  }

  private static void assertRefused(String message, byte[] file) {
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(file));
    assertEquals(message, e.getMessage());
  }

  private static void assertRefusedWith(String part, byte[] file) {
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(file));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  // ---- the container

  @Test
  void load_emptyFile_isRefused() {
    assertRefused("file: got 0 bytes, expected more", new byte[0]);
  }

  @Test
  void load_somethingElse_isRefused() {
    assertRefused(
        "format: got something else, expected a zip file or PyTorch's older format",
        latin1("Hello, this is not a checkpoint at all"));
  }

  @Test
  void load_truncated_isRefusedAtEveryLength() {
    byte[] whole = Crafted.saved(Crafted.values());
    for (int length = 0; length < whole.length; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(InvalidFileException.class, () -> Serialization.load(part));
    }
    assertRefused(
        "zip directory: got none at the end of the file, expected one; the file is cut off",
        Arrays.copyOf(whole, whole.length - 1));
  }

  @Test
  void load_flippedBitInAStorage_isRefused() {
    byte[] file = file(tensor(3, 0, numbers(3), numbers(1)), TWELVE);
    int data = indexOf(file, latin1("data/0")) + 6;
    while (file[data] != 'Z' || file[data + 1] != 0) {
      data++;
    }
    file[data + 1] ^= 4;
    assertRefused(
        "archive/data/0: got the CRC-32 78d3fd10, expected 7bd5c66f; the file is damaged", file);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  private static byte[] replaced(byte[] file, String from, String to) {
    String text = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    return latin1(text.replace(from, to));
  }

  @Test
  void load_namesThatLeadElsewhere_areRefused() {
    byte[] file = file("\u0080\u0002N.", TWELVE);
    for (String name :
        new String[] {"archive/../a/0", "archive//ata/0", "/rchive/data/0", "archive\\data/0"}) {
      assertRefused(
          "an entry: got \"" + name + "\", expected a plain name in a folder",
          replaced(file, "archive/data/0", name));
    }
    assertRefused(
        "an entry: got \"Archive/data/0\", expected one in the folder archive",
        replaced(file, "archive/data/0", "Archive/data/0"));
    assertRefused(
        "archive/data/1: got two entries of this name, expected one",
        replaced(file("\u0080\u0002N.", TWELVE, TWELVE), "archive/data/0", "archive/data/1"));
  }

  @Test
  void load_entriesOverOneAnother_areRefused() {
    byte[] file = file("\u0080\u0002N.", TWELVE, TWELVE);
    int first = directoryEntry(file, "archive/data/0");
    int second = directoryEntry(file, "archive/data/1");
    System.arraycopy(file, first, file, second, second - first);
    assertRefusedWith("where something else begins", file);
  }

  @Test
  void load_headersThatDiffer_areRefused() {
    byte[] file = file("\u0080\u0002N.", TWELVE, TWELVE);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int first = directoryEntry(file, "archive/data/0");
    int second = directoryEntry(file, "archive/data/1");
    bytes.putInt(second + 42, bytes.getInt(first + 42));
    assertRefusedWith("another name, size or CRC in its own header", file);
    bytes.putInt(second + 42, 5);
    assertRefusedWith("no header of its own at byte 5", file);
  }

  private static int directoryEntry(byte[] file, String name) {
    byte[] wanted = latin1(name);
    for (int i = file.length - wanted.length; i >= 46; i--) {
      if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i - 46;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void load_compressedEntry_isRefused() {
    byte[] file = file("\u0080\u0002N.");
    file[directoryEntry(file, "archive/data.pkl") + 10] = 8;
    assertRefused(
        "archive/data.pkl: got compression method 8, expected a stored one, as torch.save writes",
        file);
  }

  @Test
  void load_absurdDirectory_isRefused() {
    byte[] file = file("\u0080\u0002N.");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int end64 = file.length - 22 - 20 - 56;
    bytes.putLong(end64 + 40, Long.MAX_VALUE);
    assertRefusedWith("zip directory: got 9223372036854775807 bytes at byte", file);
    bytes.putLong(end64 + 40, 100).putLong(end64 + 32, 1L << 60);
    assertRefusedWith("zip directory: got 1152921504606846976 entries", file);
  }

  @Test
  void load_withoutPickle_isRefused() {
    assertRefused(
        "data.pkl: got none, expected one, as torch.save writes",
        Crafted.zip(Map.of("version", latin1("3\n"))));
    assertRefused(
        "format: got a TorchScript archive, expected a file of torch.save; load it as TorchScript",
        Crafted.zip(Map.of("constants.pkl", new byte[1])));
  }

  @Test
  void load_unknownByteOrder_isRefused() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data.pkl", latin1("\u0080\u0002N."));
    entries.put("byteorder", latin1("middle"));
    entries.put("version", latin1("3\n"));
    assertRefused("byteorder: got middle, expected little or big", Crafted.zip(entries));
  }

  private static byte[] version(String entry, String version) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data.pkl", latin1("\u0080\u0002K\u0007."));
    entries.put(entry, latin1(version));
    if (!entry.equals("version")) {
      entries.put("version", latin1("3\n"));
    }
    return Crafted.zip(entries);
  }

  @Test
  void load_versionThatTorchReads_loads() {
    for (String version : new String[] {"1", "2\n", "3", "10", " 5 ", "5x", "+4", "3.7", "3\0"}) {
      assertEquals(7L, Serialization.load(version("version", version)), version);
    }
  }

  @Test
  void load_unknownVersion_isRefused() {
    String rule = ", expected 1 to 10; the file is older or newer than torch4j can read";
    for (String version : new String[] {"0", "-1", "11", "12345678901", "99999999999999999999"}) {
      assertRefused("version: got " + version + rule, version("version", version + "\n"));
    }
    assertRefused("version: got 0" + rule, version("version", "0x3"));
    assertRefused(
        "version: got " + "9".repeat(40) + "..." + rule, version("version", "9".repeat(1_000_000)));
    assertRefused(".data/version: got 77" + rule, version(".data/version", "77"));
  }

  @Test
  void load_versionThatIsNoNumber_isRefused() {
    for (String version : new String[] {"", "abc", "\n", "\0"}) {
      assertRefused(
          "version: got \"" + version + "\", expected a number 1 to 10",
          version("version", version));
    }
    assertRefused(
        "version: got none, expected one, as torch.save writes",
        Crafted.zip(Map.of("data.pkl", latin1("\u0080\u0002N."))));
  }

  // ---- the pickle

  @Test
  void load_forbiddenGlobal_isNamed() {
    assertRefused(
        "data.pkl, byte 2: got the global posix.system, expected one of those that torch.load"
            + " allows by default; torch4j runs no code from files, save a state dict instead",
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
    for (int opcode :
        new int[] {'i', 'o', 'P', '0', '1', '2', 'I', 'F', 'V', 0x82, 0x8c, 0x93, 0x94, 0x95}) {
      assertRefused(
          String.format(
              "data.pkl, byte 2: got the instruction 0x%02x, expected one of those that torch.load"
                  + " obeys by default",
              opcode),
          file("\u0080\u0002" + (char) opcode + "."));
    }
  }

  @Test
  void load_otherProtocol_isRefused() {
    assertRefused(
        "data.pkl, byte 0: pickle_protocol: got 4, expected 2, torch.save's default",
        file("\u0080\u0004N."));
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
        "data.pkl, byte 3: got the memo's number 2147483647, expected no more than there are bytes",
        file("\u0080\u0002Nr\u00ff\u00ff\u00ff\u007f."));
    assertRefused(
        "data.pkl, byte 2: got the memo's number 7, expected one that was put there",
        file("\u0080\u0002h\u0007."));
  }

  @Test
  void load_recursionBomb_isRefused() {
    String message = "got more than 1000 values within one another, expected less";
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
        "data.pkl, byte 4: what is called: got None, expected a Global", file("\u0080\u0002N)R."));
    assertRefused(
        "got a function or class, expected values", file("\u0080\u0002ctorch\nTensor\n."));
  }

  // ---- storages and tensors

  @Test
  void load_missingStorage_isRefused() {
    assertRefusedWith(
        "storage 0: got none, expected an entry for it",
        file(tensor(3, 0, numbers(3), numbers(1))));
  }

  @Test
  void load_shortStorage_isRefused() {
    assertRefusedWith(
        "storage 0: got 12 bytes, expected 16", file(tensor(4, 0, numbers(3), numbers(1)), TWELVE));
    assertRefusedWith(
        "storage 0: got -1 elements", file(tensor(-1, 0, numbers(3), numbers(1)), TWELVE));
    assertRefusedWith(
        "storage 0: got 9223372036854775807 elements",
        file(tensor(Long.MAX_VALUE, 0, numbers(3), numbers(1)), TWELVE));
  }

  @Test
  void load_tensorBeyondItsStorage_isRefused() {
    assertRefusedWith(
        "size: got [4] with the strides [1] from 0, expected elements within the 3 of storage 0",
        file(tensor(3, 0, numbers(4), numbers(1)), TWELVE));
    for (String[] wrong :
        new String[][] {
          {numbers(2), numbers(3)},
          {numbers(1L << 62, 1L << 62), numbers(1, 1)},
          {numbers(Long.MAX_VALUE), numbers(Long.MAX_VALUE)},
          {numbers(1L << 40, 4), numbers(0, 1)},
        }) {
      assertRefusedWith(
          "expected elements within the 3", file(tensor(3, 0, wrong[0], wrong[1]), TWELVE));
    }
    assertRefusedWith("from 3, expected", file(tensor(3, 3, numbers(1), numbers(1)), TWELVE));
  }

  @Test
  void load_negativeNumbers_areRefused() {
    assertRefusedWith(
        "size: got [-3], expected none below 0",
        file(tensor(3, 0, numbers(-3), numbers(1)), TWELVE));
    assertRefusedWith(
        "stride: got [-1], expected none below 0",
        file(tensor(3, 2, numbers(3), numbers(-1)), TWELVE));
    assertRefusedWith(
        "storage_offset: got -1, expected >= 0",
        file(tensor(3, -1, numbers(3), numbers(1)), TWELVE));
    assertRefusedWith(
        "stride: got [1], expected one for each of the sizes [1, 3]",
        file(tensor(3, 0, numbers(1, 3), numbers(1)), TWELVE));
  }

  @Test
  void load_sparseIndicesBeyondTheSize_areRefused() {
    var sparse =
        torch.torch__sparse_coo_tensor_unsafe(
            torch.tensor(new long[] {1, 9}).reshape(1, 2), torch.ones(2), 5);
    assertRefusedWith("size is inconsistent with indices", Crafted.saved(sparse));
  }

  @Test
  void load_cudaWithoutCuda_saysWhatToDo() {
    byte[] file =
        file(tensor(3, 0, numbers(3), numbers(1)).replace(text("cpu"), text("cuda:0")), TWELVE);
    var e = assertThrows(IllegalArgumentException.class, () -> Serialization.load(file));
    assertEquals(
        "device: got cuda:0 without CUDA, expected one of this machine; load with"
            + " Serialization.loadOptions().mapLocation(\"cpu\")",
        e.getMessage());
    Serialization.load(file, Serialization.loadOptions().mapLocation("cpu"));
    Serialization.load(file, Serialization.loadOptions().mapLocation(Map.of("cuda:0", "cpu")));
    assertRefusedWith(
        "device: got \"nowhere\"",
        file(tensor(3, 0, numbers(3), numbers(1)).replace(text("cpu"), text("nowhere")), TWELVE));
  }

  @Test
  void load_ofAPath_namesIt(@TempDir Path folder) throws Exception {
    Path path = Files.write(folder.resolve("x.pt"), file("\u0080\u0002."));
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(path));
    assertEquals(
        path + ": data.pkl, byte 2: got 0 values on the stack, expected 1", e.getMessage());
    assertThrows(UncheckedIOException.class, () -> Serialization.load(folder.resolve("none.pt")));
    var mmap = Serialization.loadOptions().mmap(true);
    assertThrows(InvalidFileException.class, () -> Serialization.load(path, mmap));
    assertThrows(
        UncheckedIOException.class, () -> Serialization.load(folder.resolve("none.pt"), mmap));
    assertThrows(IllegalArgumentException.class, () -> Serialization.load(new byte[9], mmap));
  }
}
