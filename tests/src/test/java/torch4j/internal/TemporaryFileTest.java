package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.testing.Programs;

/** Temporary files of processes that are gone are deleted, and no others. */
final class TemporaryFileTest {
  @TempDir private Path folder;

  /** Begins to save a file, and is killed. */
  static final class Saver {
    private Saver() {}

    /** Writes half of the file that is named, says so, and waits. */
    public static void main(String[] arguments) throws Exception {
      try (var file = new AtomicFile(Path.of(arguments[0]))) {
        file.channel().write(ByteBuffer.wrap(new byte[1000]));
        Files.createFile(Path.of(arguments[1]));
        Thread.sleep(600_000);
      }
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static void replace(Path path) throws IOException {
    try (var file = new AtomicFile(path)) {
      file.commit(true);
    }
  }

  private Path stale(String name) throws IOException {
    return Files.createFile(folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp"));
  }

  @Test
  void beside_deletesWhatDeadProcessesHaveLeft() throws IOException {
    Path dead = stale("a.pt");
    Path other = stale("b.pt");
    Path similar = Files.createFile(folder.resolve(".a.pt.backup.tmp"));
    Path longer = stale("a.pt.old");
    replace(folder.resolve("a.pt"));
    assertFalse(Files.exists(dead));
    assertTrue(Files.exists(other), "another file's");
    assertTrue(Files.exists(similar), "none of ours");
    assertTrue(Files.exists(longer), "another file's");
    assertEquals(4, names().size());
  }

  @Test
  void beside_leavesThoseOfThisProcess() throws IOException {
    Path path = folder.resolve("a.pt");
    try (var first = new AtomicFile(path)) {
      first.channel().write(ByteBuffer.wrap(new byte[] {1}));
      try (var second = new AtomicFile(path)) {
        second.channel().write(ByteBuffer.wrap(new byte[] {2}));
        assertEquals(2, names().size());
        second.commit(true);
      }
      first.commit(true);
    }
    assertEquals(Set.of("a.pt"), names());
    assertEquals(1, Files.readAllBytes(path)[0]);
  }

  @Test
  void beside_leavesThoseOfALivingProcess_untilItIsKilled() throws Exception {
    Path path = folder.resolve("a.pt");
    Path begun = folder.resolve("begun");
    var saver =
        Programs.startJava(List.of("-Xmx64m"), Saver.class, path.toString(), begun.toString());
    try {
      while (!Files.exists(begun)) {
        assertTrue(saver.process().isAlive(), "the saver ended by itself");
        Thread.sleep(20);
      }
      replace(path);
      assertEquals(3, names().size(), "the saver's, the file, the mark");
    } finally {
      saver.process().destroyForcibly().waitFor();
    }
    assertEquals(3, names().size());
    replace(path);
    assertEquals(Set.of("a.pt", "begun"), names());
  }
}
