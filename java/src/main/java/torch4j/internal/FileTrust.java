package torch4j.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import torch4j.TorchException;

/**
 * Decides whether code may be loaded from a file: only if nobody but this user and root can have
 * written it.
 *
 * <p>Files and folders must belong to this user or to root, and their group and others must not be
 * able to write to them. A group that has its user's name is that user's own. Where there are no
 * POSIX permissions everything is trusted.
 */
final class FileTrust {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long ROOT = 0;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private final Optional<Long> user;

  private FileTrust(Optional<Long> user) {
    this.user = user;
  }

  /** Trusts what the user of this process may have written. */
  static FileTrust ofThisProcess() {
    try (var lines = Files.lines(STATUS)) {
      return new FileTrust(
          lines
              .filter(line -> line.startsWith("Uid:")) // real, effective, ...
              .map(line -> Long.valueOf(line.split("\\s+", 0)[2]))
              .findFirst());
    } catch (IOException | UncheckedIOException e) {
      return new FileTrust(Optional.empty()); // not Linux
    }
  }

  /** Trusts every file. */
  static FileTrust ofEveryone() {
    return new FileTrust(Optional.empty());
  }

  private boolean isChecked(Path path) {
    return user.isPresent() && path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /**
   * Returns if a folder and those around it can be trusted, up to the user's home or to the root:
   * whoever may write to one of them could put another in its place. In a folder with the sticky
   * bit, as /tmp, nobody can.
   *
   * @param folder a real path
   * @throws TorchException if one of them cannot; it names it
   */
  void requireFolder(Path folder) throws IOException {
    Path home = Path.of(System.getProperty("user.home", "/")).toAbsolutePath();
    Path top = Files.exists(home) ? home.toRealPath() : home;
    for (Path at = folder; at != null; at = at.equals(top) ? null : at.getParent()) {
      require(at, at.equals(folder) ? 0 : STICKY);
    }
  }

  /**
   * Returns if a file, or a folder without those around it, can be trusted.
   *
   * @throws TorchException if it cannot
   */
  void require(Path file) throws IOException {
    require(file, 0);
  }

  private void require(Path path, int excuse) throws IOException {
    if (!isChecked(path)) {
      return;
    }
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
    long owner = ((Integer) attributes.get("uid")).longValue();
    if (owner != user.get() && owner != ROOT) {
      throw refusal(path);
    }
    int mode = (Integer) attributes.get("mode");
    boolean excused = (mode & excuse) != 0 || Files.isSymbolicLink(path);
    boolean groupWrites =
        (mode & GROUP_WRITES) != 0
            && ((Integer) attributes.get("gid")).longValue() != ROOT
            && !isPrivateGroup(path);
    if (!excused && (groupWrites || (mode & OTHERS_WRITE) != 0)) {
      throw refusal(path);
    }
  }

  private static PosixFileAttributes named(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isPrivateGroup(Path path) throws IOException {
    PosixFileAttributes attributes = named(path);
    return attributes.group().getName().equals(attributes.owner().getName());
  }

  private static TorchException refusal(Path path) throws IOException {
    PosixFileAttributes attributes = named(path);
    return new TorchException(
        "natives cache: got "
            + path
            + ", owner "
            + attributes.owner().getName()
            + ", group "
            + attributes.group().getName()
            + ", "
            + PosixFilePermissions.toString(attributes.permissions())
            + ", expected files that nobody but "
            + System.getProperty("user.name")
            + " and the system's administrator may write to; change that with chown or"
            + " chmod go-w, choose another folder with -D"
            + StartUpOptions.CACHE_FOLDER
            + "=FOLDER, or trust it with -D"
            + StartUpOptions.CACHE_TRUSTED
            + "=true",
        "");
  }

  /** Takes the right to write from all but the owner, where the file is this user's. */
  void restrict(Path file) throws IOException {
    if (!isChecked(file) || Files.isSymbolicLink(file)) {
      return;
    }
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(named(file).permissions());
    boolean changed = permissions.remove(PosixFilePermission.GROUP_WRITE);
    changed |= permissions.remove(PosixFilePermission.OTHERS_WRITE);
    if (changed && ((Integer) Files.getAttribute(file, "unix:uid")).longValue() == user.get()) {
      Files.setPosixFilePermissions(file, permissions);
    }
  }
}
