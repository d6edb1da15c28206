package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are there as a whole, or not at all. */
final class AtomicFileTest {
  @TempDir private Path folder;

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private void replace(Path path, String content) throws IOException {
    try (var file = new AtomicFile(path)) {
      file.channel().write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
      file.commit(true);
    }
  }

  @Test
  void commit_putsTheFileInItsPlace() throws IOException {
    Path path = folder.resolve("file");
    replace(path, "old");
    assertEquals("old", Files.readString(path));
    for (boolean durable : new boolean[] {true, false}) {
      try (var file = new AtomicFile(path)) {
        file.channel().write(ByteBuffer.wrap(("new" + durable).getBytes(StandardCharsets.UTF_8)));
        assertNotEquals("new" + durable, Files.readString(path), "the old one until the end");
        file.commit(durable);
      }
      assertEquals("new" + durable, Files.readString(path));
      assertEquals(1, files());
    }
  }

  @Test
  void close_notCommitted_leavesTheOldFileAlone() throws IOException {
    Path path = folder.resolve("file");
    replace(path, "old");
    try (var file = new AtomicFile(path)) {
      file.channel().write(ByteBuffer.wrap(new byte[100]));
    }
    assertEquals("old", Files.readString(path));
    assertEquals(1, files());
  }

  @Test
  void commit_linkWithPermissions_keepsBoth() throws IOException {
    Path target = folder.resolve("target");
    replace(target, "old");
    var permissions = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(target, permissions);
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    replace(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
    assertEquals(permissions, Files.getPosixFilePermissions(target));
  }

  @Test
  void commit_linkToNothing_makesItsTarget() throws IOException {
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("target"));
    Path first = Files.createSymbolicLink(folder.resolve("first"), second);
    replace(first, "new");
    assertTrue(Files.isSymbolicLink(first));
    assertTrue(Files.isSymbolicLink(second));
    assertEquals("new", Files.readString(folder.resolve("target")));
    assertEquals(3, files());
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThrows(FileSystemLoopException.class, () -> new AtomicFile(loop));
  }

  @Test
  void commit_longestName_putsTheFileInItsPlace() throws IOException {
    for (String name : new String[] {"n".repeat(255), "\ud83d\ude00".repeat(63)}) {
      Path path = folder.resolve(name);
      replace(path, "whole");
      assertEquals("whole", Files.readString(path));
    }
    assertEquals(2, files());
  }

  @Test
  void new_placeWhereNoFileCanBe_isRefused() throws IOException {
    var taken = assertThrows(IllegalArgumentException.class, () -> new AtomicFile(folder));
    assertEquals("path: got " + folder + ", expected a file or nothing there", taken.getMessage());
    Path nowhere = folder.resolve("none").resolve("file");
    var missing = assertThrows(IllegalArgumentException.class, () -> new AtomicFile(nowhere));
    assertEquals(
        "path: got " + nowhere + ", expected a file in an existing folder", missing.getMessage());
    assertFalse(Files.exists(nowhere.getParent()));
    assertEquals(0, files());
  }
}
