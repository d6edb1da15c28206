package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static torch4j.serialization.Crafted.file;
import static torch4j.serialization.Crafted.latin1;
import static torch4j.serialization.Crafted.numbers;
import static torch4j.serialization.Crafted.tensor;
import static torch4j.serialization.Crafted.text;
import static torch4j.serialization.Refusals.assertRefused;
import static torch4j.serialization.Refusals.assertRefusedWith;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;

/** What is wrong with a file's container is said, and where; nothing of it is loaded. */
final class BadFileTest {
  private static final byte[] TWELVE = new byte[12];

  @BeforeAll
  static void load() {
    Torch.init();
  }

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
        "zip directory: got none at the end of the file, expected one; the file is truncated",
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
    assertRefusedWith("where the next entry or the directory begins", file);
  }

  @Test
  void load_headersThatDiffer_areRefused() {
    byte[] file = file("\u0080\u0002N.", TWELVE, TWELVE);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int first = directoryEntry(file, "archive/data/0");
    int second = directoryEntry(file, "archive/data/1");
    bytes.putInt(second + 42, bytes.getInt(first + 42));
    assertRefusedWith("another name, size or CRC in its local header", file);
    bytes.putInt(second + 42, 5);
    assertRefusedWith("no local header at byte 5", file);
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
        "format: got a TorchScript archive, expected a file of torch.save; load it with Jit.load",
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
