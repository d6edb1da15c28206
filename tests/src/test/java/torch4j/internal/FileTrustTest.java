package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.TorchException;

/** Whose files are loaded. */
final class FileTrustTest {
  private static final int STICKY_FOR_ALL = 01777;

  @TempDir private Path temporary;
  private Path folder;
  private Path file;
  private final FileTrust trust = FileTrust.ofThisProcess();

  @BeforeEach
  void makeFile() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
    file = Files.createFile(folder.resolve("file"));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void require_onlyTheOwnerWrites_passes() throws IOException {
    permit(file, "rw-r--r--");
    trust.require(file);
    trust.requireFolder(folder);
  }

  @Test
  void require_othersWrite_isRefusedUntilRestricted() throws IOException {
    permit(file, "rwxrwxrwx");
    var error = assertThrows(TorchException.class, () -> trust.require(file));
    assertTrue(
        error.getMessage().startsWith("natives cache: got " + file + ", owner "),
        error.getMessage());
    assertTrue(error.getMessage().contains(", rwxrwxrwx, expected "), error.getMessage());
    FileTrust.ofEveryone().require(file);
    trust.restrict(file);
    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    trust.require(file);
  }

  @Test
  void requireFolder_othersWriteToOneAround_isRefusedUnlessSticky() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    permit(folder, "rwxrwxrwx");
    var error = assertThrows(TorchException.class, () -> trust.requireFolder(inner));
    assertTrue(error.getMessage().contains("got " + folder + ","), error.getMessage());
    Files.setAttribute(folder, "unix:mode", STICKY_FOR_ALL);
    trust.requireFolder(inner);
    assertThrows(TorchException.class, () -> trust.requireFolder(folder));
  }

  @Test
  void require_anotherUsersFile_isRefused() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
    Files.setAttribute(file, "unix:uid", 4242);
    assertThrows(TorchException.class, () -> trust.require(file));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    trust.require(link);
    FileTrust.ofEveryone().require(file);
  }

  @Test
  void require_aGroupWrites_isRefusedUnlessItIsTheOwnersOwn() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
    permit(file, "rw-rw-r--");
    trust.require(file); // the group root
    Files.setAttribute(file, "unix:gid", 4242);
    assertThrows(TorchException.class, () -> trust.require(file));
  }
}
