package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;

/** A process that saves is killed at any moment: the file is the old one or the new one. */
final class KillTest {
  private static final int SAVES = 200;
  private static final long MILLION = 1_000_000;

  /** Saves one version after the other over the same file, until it is killed. */
  static final class Saver {
    private Saver() {}

    /** Saves to the file that is named. */
    public static void main(String[] arguments) {
      Path path = Path.of(arguments[0]);
      long version = Files.exists(path) ? Checkpoint.load(path).integer("version") : 0;
      while (true) {
        version++;
        try (var scope = Torch.scope()) {
          Serialization.save(value(version), path);
        }
      }
    }

    private static Map<String, Object> value(long version) {
      var number = new org.bytedeco.pytorch.Scalar((int) version);
      return Map.of(
          "version", version, "tensor", Tensor.wrap(Torch.zeros(MILLION).unwrap().fill_(number)));
    }
  }

  @TempDir private Path folder;

  @Test
  void save_killedAtAnyMoment_leavesTheOldOrTheNew() throws Exception {
    Path path = folder.resolve("saved.pt");
    var random = new Random(7);
    long version = 0;
    int kills = 0;
    while (version < SAVES || kills < 4) {
      var saver = Programs.startJava(List.of("-Xmx256m"), Saver.class, path.toString());
      awaitNewer(path, version, saver.process());
      Thread.sleep(random.nextInt(1500));
      saver.process().destroyForcibly().waitFor(1, TimeUnit.MINUTES); // SIGKILL
      kills++;
      version = requireWhole(path, version);
    }
    assertTrue(version >= SAVES);
    Serialization.save(1, path); // deletes what the killed ones have left
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  private static void awaitNewer(Path path, long version, Process process) throws Exception {
    while (!Files.exists(path) || requireWhole(path, version) == version) {
      assertTrue(process.isAlive(), "the saver ended by itself");
      Thread.sleep(20);
    }
  }

  private static long requireWhole(Path path, long least) {
    try (var scope = Torch.scope()) {
      var checkpoint = Checkpoint.load(path);
      long version = checkpoint.integer("version");
      assertTrue(version >= least, version + " after " + least);
      Tensor tensor = checkpoint.tensor("tensor");
      assertEquals(MILLION, tensor.numel());
      assertEquals(version, (long) tensor.min().itemFloat());
      assertEquals(version, (long) tensor.max().itemFloat());
      return version;
    }
  }
}
