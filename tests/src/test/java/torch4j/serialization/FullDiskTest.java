package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.jit.Jit;
import torch4j.jit.ScriptModule;
import torch4j.testing.Programs;

/** A file that the system does not let grow: the old one stays, the message names it. */
final class FullDiskTest {
  private static final String LIMIT = "ulimit -f 4096; exec \"$@\""; // of 512 or 1,024 bytes

  @TempDir private static Path folder;

  /** Saves larger files than it may, each over an old one, and prints what is said. */
  static final class Saver {
    private Saver() {}

    /** Saves to a.pt, b.safetensors and c.pt, a script that it loads from model.pt. */
    public static void main(String[] arguments) throws IOException {
      Torch.init();
      Path folder = Path.of(arguments[0]);
      Map<String, Tensor> tensors = Map.of("w", Torch.ones(2_000_000));
      report(() -> Serialization.save(tensors, folder.resolve("a.pt")));
      report(
          () ->
              Serialization.save(
                  tensors, folder.resolve("a.pt"), Serialization.saveOptions().durable(false)));
      report(() -> SafeTensors.save(tensors, folder.resolve("b.safetensors")));
      Path model = folder.resolve("model.pt");
      if (Files.exists(model)) {
        ScriptModule module = Jit.load(model);
        byte[] labels = new byte[8_000_000];
        report(() -> module.save(folder.resolve("c.pt"), Map.of("labels", labels)));
        module.save(folder.resolve("d.pt")); // a small one, after the failure
      }
    }

    @SuppressWarnings("SystemOut")
    private static void report(Runnable save) {
      try {
        save.run();
        System.out.println("saved");
      } catch (UncheckedIOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @BeforeAll
  static void makeScript() {
    Torch.init(); // so that the natives are there
    Programs.python()
        .ifPresent(
            python ->
                Programs.python(
                        python,
                        "-c",
                        "import sys, torch; torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)),"
                            + " sys.argv[1])",
                        folder.resolve("model.pt").toString())
                    .requireSuccess());
  }

  @Test
  void save_beyondTheLimit_keepsTheOldFileAndNamesIt() throws IOException {
    for (String name : List.of("a.pt", "b.safetensors", "c.pt")) {
      Files.writeString(folder.resolve(name), "old");
    }
    var outcome =
        Programs.startJavaBy(List.of("sh", "-c", LIMIT, "sh"), Saver.class, folder.toString())
            .await()
            .requireSuccess();
    String said =
        ": got \"File too large\" while writing, expected room and permission for the whole file;"
            + " what was there before is unchanged";
    List<String> names =
        Files.exists(folder.resolve("model.pt"))
            ? List.of("a.pt", "a.pt", "b.safetensors", "c.pt")
            : List.of("a.pt", "a.pt", "b.safetensors");
    assertEquals(
        names.stream().map(name -> folder.resolve(name) + said).toList(),
        outcome.out().lines().toList());
    for (String name : List.of("a.pt", "b.safetensors", "c.pt")) {
      assertEquals("old", Files.readString(folder.resolve(name)));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")), "temporary files");
    }
  }
}
