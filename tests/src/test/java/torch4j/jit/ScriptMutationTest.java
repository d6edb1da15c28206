package torch4j.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;
import torch4j.testing.Programs.Running;

/** Damaged files of TorchScript: each is refused or loads, and the process lives. */
final class ScriptMutationTest {
  private static final int FILES = 5000;

  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    ScriptedFiles.makeIn(folder);
  }

  /** Loads FILES damaged copies of a file; prints how many were refused and how many loaded. */
  static final class Mutations {
    public static void main(String[] arguments) throws IOException {
      Torch.setNumThreads(1);
      byte[] whole = Files.readAllBytes(Path.of(arguments[0]));
      Path damaged = Path.of(arguments[1]);
      int refused = 0;
      for (int seed = 0; seed < FILES; seed++) {
        Files.write(damaged, mutate(whole, new Random(seed)));
        try {
          Jit.load(damaged);
        } catch (IllegalArgumentException | TorchException | UncheckedIOException e) {
          requireWords(seed, e);
          refused++;
        }
      }
      System.out.println(refused + " " + (FILES - refused));
    }

    private static void requireWords(int seed, RuntimeException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new IllegalStateException("seed " + seed + ": an error without words", e);
      }
    }
  }

  // What disks, networks and editors do to files.
  private static byte[] mutate(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    // Half of the damage goes where the archive's own structure is: at the end.
    int from = random.nextBoolean() ? bytes.length - bytes.length / 8 : 0;
    int at = from + random.nextInt(bytes.length - from);
    int length = Math.min(1 + random.nextInt(64), bytes.length - at);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        int source = random.nextInt(bytes.length - length);
        System.arraycopy(whole, source, bytes, at, length);
      }
      default -> {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
        return shorter;
      }
    }
    return bytes;
  }

  @Test
  void load_5000DamagedFiles_refusesOrLoadsThem() {
    List<Running> running =
        Stream.of("many", "mlp").map(ScriptMutationTest::startMutations).toList();
    for (Running one : running) {
      Outcome outcome = one.await().requireSuccess();
      String[] counts = outcome.out().strip().split(" ", -1);
      assertEquals(FILES, Integer.parseInt(counts[0]) + Integer.parseInt(counts[1]));
      // What is not refused has damage where nothing is: times, attributes, padding.
      assertTrue(Integer.parseInt(counts[0]) > FILES / 2, outcome.out());
    }
  }

  private static Running startMutations(String name) {
    return Programs.startJava(
        List.of("-Xmx256m"),
        Mutations.class,
        folder.resolve(name + ".pt").toString(),
        folder.resolve(name + "-damaged.pt").toString());
  }
}
