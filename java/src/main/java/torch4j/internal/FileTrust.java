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
 * A check of file ownership and permissions: code is loaded only from files that no other user can
 * have written.
 *
 * <p>A file or folder must be owned by the current user or by root, and be writable by its owner
 * only. Write permission of a group is accepted for the group {@code root} and for a user's private
 * group, which has the name of its user. Without POSIX permissions every file passes.
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

  /** The check for the user that this process runs as. */
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

  /** A check that every file passes. */
  static FileTrust ofEveryone() {
    return new FileTrust(Optional.empty());
  }

  private boolean isChecked(Path path) {
    return user.isPresent() && path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /**
   * Checks a folder and its parents, up to the user's home or the root: who can write to a parent
   * can replace the folder. Parents with the sticky bit, such as /tmp, may be writable by others.
   *
   * @param folder a real path
   * @throws TorchException if one of them fails the check
   */
  void requireFolder(Path folder) throws IOException {
    Path home = Path.of(System.getProperty("user.home", "/")).toAbsolutePath();
    Path top = Files.exists(home) ? home.toRealPath() : home;
    for (Path at = folder; at != null; at = at.equals(top) ? null : at.getParent()) {
      require(at, !at.equals(folder));
    }
  }

  /**
   * Checks a file, a folder without its parents, or a symbolic link without its target.
   *
   * @throws TorchException if it fails the check
   */
  void require(Path file) throws IOException {
    require(file, false);
  }

  private void require(Path path, boolean isParent) throws IOException {
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
    boolean protectedAnyway = (isParent && (mode & STICKY) != 0) || Files.isSymbolicLink(path);
    boolean groupWrites =
        (mode & GROUP_WRITES) != 0
            && ((Integer) attributes.get("gid")).longValue() != ROOT
            && !isPrivateGroup(path);
    if (!protectedAnyway && (groupWrites || (mode & OTHERS_WRITE) != 0)) {
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
            + ", expected it to be owned by "
            + System.getProperty("user.name")
            + " or root and writable by its owner only; change it with chown or chmod go-w, choose"
            + " another folder with -D"
            + StartUpOptions.CACHE_FOLDER
            + "=FOLDER, or accept it with -D"
            + StartUpOptions.CACHE_TRUSTED
            + "=true",
        "");
  }

  /** Removes the write permission of group and others from a file of the current user's. */
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
