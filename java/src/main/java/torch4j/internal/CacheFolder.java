package torch4j.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import torch4j.TorchException;

/** The choice of the folder that native libraries are extracted to. */
final class CacheFolder {
  private CacheFolder() {}

  /**
   * The folders to try, in this order: the one that the user has set, or else JavaCPP's defaults,
   * which are in the user's home and, if that cannot be written to, in the temporary directory.
   *
   * <p>With a LibTorch of the user's it is a subfolder: JavaCPP creates links to that LibTorch,
   * which must not affect other runs.
   */
  static List<Path> candidates(StartUpOptions options) {
    List<Path> roots = options.cacheFolder().map(List::of).orElseGet(CacheFolder::defaults);
    return roots.stream()
        .map(Path::toAbsolutePath)
        .map(root -> options.libTorch().map(lib -> subfolder(root, nameFor(lib))).orElse(root))
        .toList();
  }

  // In a second class loader the property already names the subfolder.
  private static Path subfolder(Path root, String name) {
    return root.endsWith(name) ? root : root.resolve(name);
  }

  private static List<Path> defaults() {
    Path home = Path.of(System.getProperty("user.home")).resolve(".javacpp");
    Path temporary =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve(".javacpp-" + System.getProperty("user.name"));
    // A user without an entry in the system's list has the home "?".
    return (home.isAbsolute() ? Stream.of(home, temporary) : Stream.of(temporary))
        .map(root -> root.resolve("cache"))
        .toList();
  }

  private static String nameFor(Path libTorch) {
    return "torch4j-libtorch-" + Integer.toHexString(libTorch.hashCode());
  }

  /** Creates a folder that only this user can write to, if it does not exist; its real path. */
  static Path create(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } else {
      Files.createDirectories(folder);
    }
    return folder.toRealPath();
  }

  /** The error of a folder that cannot be used. */
  static TorchException refusal(Path folder, IOException cause) {
    return new TorchException(
        "natives cache: got "
            + folder
            + " ("
            + reason(folder, cause)
            + "), expected a folder that this process can write to, or one that another process has"
            + " filled from the same jars; choose another with -D"
            + StartUpOptions.CACHE_FOLDER
            + "=FOLDER",
        cause);
  }

  private static String reason(Path folder, IOException cause) {
    if (!(cause instanceof FileSystemException e)) {
      return cause.toString();
    }
    String what = e.getReason();
    if (what == null) {
      what =
          e instanceof AccessDeniedException
              ? "permission denied"
              : e instanceof FileAlreadyExistsException
                  ? "not a folder"
                  : e.getClass().getSimpleName();
    }
    return folder.toString().equals(e.getFile()) ? what : e.getFile() + ": " + what;
  }
}
