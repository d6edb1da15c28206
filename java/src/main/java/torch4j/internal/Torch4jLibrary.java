package torch4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import torch4j.TorchException;

/**
 * The native library libtorch4j: its resource on the class path and its file in a natives cache.
 */
final class Torch4jLibrary {
  private static final String NAME = System.mapLibraryName("torch4j");

  private final byte[] bytes;
  private final Path
      file; // relative to the cache folder; named by content, for builds side by side

  private Torch4jLibrary(byte[] bytes) {
    this.bytes = bytes;
    var crc = new CRC32();
    crc.update(bytes);
    file = Path.of("torch4j-" + HexFormat.of().toHexDigits(crc.getValue(), 8), NAME);
  }

  /** The library of this resource. */
  static Torch4jLibrary read(String resource) throws IOException {
    try (InputStream in = NativeResources.find(resource).openStream()) {
      return new Torch4jLibrary(in.readAllBytes());
    }
  }

  /** Whether any class loader of this process has loaded a libtorch4j. */
  static boolean isLoaded(LoadedLibraries libraries) {
    return libraries.named(NAME).isPresent();
  }

  /** The file in a cache folder. */
  Path file(Path folder) {
    return folder.resolve(file);
  }

  /** Whether the cache folder has the library with the same bytes. */
  boolean isIn(Path folder) throws IOException {
    return Files.isRegularFile(file(folder))
        && Files.size(file(folder)) == bytes.length
        && Arrays.equals(Files.readAllBytes(file(folder)), bytes);
  }

  /** Writes the library into the cache folder, unless it is there. */
  void extract(Path folder, FileTrust trust) throws IOException {
    CacheFolder.create(file(folder).getParent());
    trust.restrict(file(folder).getParent());
    if (!isIn(folder)) {
      NativesCache.write(file(folder), bytes);
    }
    trust.restrict(file(folder));
    require(folder, trust);
  }

  /**
   * Checks the file in the cache folder, if it is there.
   *
   * @throws TorchException if it fails the check
   */
  void require(Path folder, FileTrust trust) throws IOException {
    for (Path path : List.of(file(folder).getParent(), file(folder))) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        trust.require(path);
      }
    }
  }

  /** Loads the file in the first class loader of the process that does so. */
  void load(Path folder) {
    System.load(file(folder).toString());
  }

  /**
   * Loads the library in another class loader. The JVM lets one class loader load a path, and the
   * operating system loads a file once: a hard link gives this class loader a path of its own to
   * the library that is loaded already. A copy of the file would register its operators a second
   * time, which ends the process.
   *
   * @param libraries what is loaded now
   * @throws TorchException if the link cannot be made, or another build of libtorch4j is loaded
   */
  void loadAgain(Path folder, LoadedLibraries libraries) {
    Path link = file(folder).resolveSibling(UUID.randomUUID() + NAME);
    try {
      try {
        Files.createLink(link, file(folder));
        if (!libraries.named(NAME).orElseThrow().isFile(link)) {
          throw EarlierLibTorch.secondLoaderRefusal("another libtorch4j is loaded");
        }
        System.load(link.toString());
      } finally {
        Files.deleteIfExists(link);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw EarlierLibTorch.secondLoaderRefusal("no hard link can be made: " + e);
    }
  }
}
