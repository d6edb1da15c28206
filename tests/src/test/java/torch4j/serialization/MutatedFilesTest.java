package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;

/**
 * 20,000 files with something broken in them, the same ones in each run: they load, or are refused
 * with the exception that is documented; nothing crashes, hangs or takes memory.
 */
final class MutatedFilesTest {
  private static final int FILES = 20_000;
  private static final int OBJECTS = 6_000;
  private static final long BYTES_FOR_EACH = 64; // of Java's heap for a byte of the file
  private static final long CONSTANT = 1 << 20;
  private static final long[] ABSURD = {
    0, 1, -1, 0x7fffffffL, 0x80000000L, 0xffffffffL, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40
  };
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Random random = new Random(2026);
  private final Map<String, Integer> outcomes = new LinkedHashMap<>();

  @BeforeAll
  static void load() {
    Torch.init();
  }

  @Test
  void load_mutatedFiles_neverDoesAnythingElse() throws Exception {
    Path golden = Programs.root().resolve("tests/src/test/resources/golden/files");
    byte[] zip = Files.readAllBytes(golden.resolve("checkpoint.pt"));
    byte[] own = Crafted.saved(Crafted.values());
    byte[] legacy = Files.readAllBytes(golden.resolve("checkpoint.legacy.pt"));
    byte[] safe = Files.readAllBytes(golden.resolve("tensors.safetensors"));
    Map<String, byte[]> parts = entries(own);
    for (byte[] file : List.of(zip, own, legacy)) { // classes are loaded once
      Serialization.load(file);
    }
    SafeTensors.load(safe);
    for (int i = 0; i < FILES; i++) {
      switch (i % 5) {
        case 0 -> tryFile(mutated(zip), Serialization::load);
        case 1 -> tryFile(mutated(legacy), Serialization::load);
        case 2 -> tryFile(mutated(safe), SafeTensors::load);
        case 3 -> tryFile(withMutatedPickle(parts), Serialization::load);
        default -> tryFile(i % 2 == 0 ? mutated(own) : mutatedHead(legacy), Serialization::load);
      }
    }
    assertEquals(FILES, outcomes.values().stream().mapToInt(Integer::intValue).sum());
    assertTrue(outcomes.get("InvalidFileException") > FILES / 3, outcomes.toString());
  }

  @Test
  void load_mutatedObjects_neverDoesAnythingElse() throws Exception {
    LoadOptions options = Serialization.loadOptions().allow(SafeGlobals.values()).skipUnknown(true);
    List<Map<String, byte[]>> files = new ArrayList<>();
    Path golden = Programs.root().resolve("tests/src/test/resources/golden/files");
    for (String name : List.of("numpy", "objects", "unsupported", "module", "arguments")) {
      files.add(entries(Files.readAllBytes(golden.resolve(name + ".pt"))));
    }
    files.add(entries(Crafted.saved(Crafted.quantized())));
    for (Map<String, byte[]> file : files) {
      Serialization.load(Crafted.zip(file), options);
    }
    for (int i = 0; i < OBJECTS; i++) {
      byte[] file = withMutatedPickle(files.get(i % files.size()));
      tryFile(file, bytes -> Serialization.load(bytes, options));
      tryFile(file, Serialization::load);
    }
    assertTrue(outcomes.get("loaded") > OBJECTS / 20, outcomes.toString());
    assertTrue(outcomes.get("InvalidFileException") > OBJECTS, outcomes.toString());
  }

  private static Map<String, byte[]> entries(byte[] file) throws Exception {
    var zip = new ZipReader(ByteSource.array(file));
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data.pkl", zip.read("data.pkl"));
    entries.put("version", zip.read("version"));
    for (int i = 0; zip.find("data/" + i) != null; i++) {
      entries.put("data/" + i, zip.read("data/" + i));
    }
    return entries;
  }

  private byte[] withMutatedPickle(Map<String, byte[]> parts) {
    Map<String, byte[]> changed = new LinkedHashMap<>(parts);
    changed.put("data.pkl", mutated(parts.get("data.pkl")));
    if (random.nextInt(4) == 0) {
      changed.computeIfPresent("data/0", (name, bytes) -> mutated(bytes));
    }
    return Crafted.zip(changed);
  }

  // Most of a file is padding or numbers; what says something is at its beginning.
  private byte[] mutatedHead(byte[] file) {
    byte[] head = mutated(Arrays.copyOf(file, file.length / 4));
    byte[] whole = Arrays.copyOf(head, head.length + file.length - file.length / 4);
    System.arraycopy(file, file.length / 4, whole, head.length, file.length - file.length / 4);
    return whole;
  }

  private byte[] mutated(byte[] file) {
    byte[] bytes = file.clone();
    for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> splice(bytes, at);
        default -> putAbsurd(bytes, at);
      }
    }
    return bytes;
  }

  private void splice(byte[] bytes, int at) {
    int length = Math.min(1 + random.nextInt(64), bytes.length - at);
    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
  }

  private void putAbsurd(byte[] bytes, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long number = ABSURD[random.nextInt(ABSURD.length)];
    if (bytes.length - at >= 8 && random.nextBoolean()) {
      buffer.putLong(at, number);
    } else if (bytes.length - at >= 4) {
      buffer.putInt(at, (int) number);
    }
  }

  private void tryFile(byte[] file, Function<byte[], Object> load) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String outcome;
    try (var scope = Torch.scope()) {
      touch(load.apply(file), new ArrayList<>());
      outcome = "loaded";
    } catch (InvalidFileException e) {
      outcome = "InvalidFileException";
      assertTrue(e.getMessage().contains("got") || e.getMessage().contains(":"), e.getMessage());
    } catch (IllegalArgumentException e) { // a device of other machines
      outcome = "device";
      assertTrue(e.getMessage().contains("device: got "), e.getMessage());
    }
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        taken < CONSTANT + BYTES_FOR_EACH * file.length,
        () -> taken + " bytes of heap for a file of " + file.length);
    outcomes.merge(outcome, 1, Integer::sum);
  }

  // Reads every element of what was loaded: it must be there.
  private static void touch(Object value, List<Object> seen) {
    if (value instanceof Tensor tensor && tensor.numel() < 100_000) {
      tensor.clone().close();
    } else if (seen.stream().noneMatch(other -> other == value) && seen.size() < 1000) {
      if (value instanceof Map<?, ?> map) {
        seen.add(value);
        map.values().forEach(element -> touch(element, seen));
      } else if (value instanceof List<?> list) {
        seen.add(value);
        list.forEach(element -> touch(element, seen));
      }
    }
  }
}
