package torch4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.CRC32;
import torch4j.TorchException;

/** The library libtorch4j: its bytes on the class path, and its file in a natives cache. */
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

  /** Reads the library from this resource. */
  static Torch4jLibrary read(String resource) throws IOException {
    try (InputStream in = NativeResources.find(resource).openStream()) {
      return new Torch4jLibrary(in.readAllBytes());
    }
  }

  /** Whether a class loader of this process has loaded one, this or another build. */
  static boolean isLoaded(LoadedLibraries libraries) {
    return libraries.named(NAME).isPresent();
  }

  /** The file in a cache folder. */
  Path file(Path folder) {
    return folder.resolve(file);
  }

  /** Whether the cache folder has the library, byte by byte. */
  boolean isIn(Path folder) throws IOException {
    return Files.isRegularFile(file(folder))
        && Files.size(file(folder)) == bytes.length
        && Arrays.equals(Files.readAllBytes(file(folder)), bytes);
  }

  /** Writes the library into the cache folder, unless it is there. */
  void extract(Path folder, FileTrust trust) throws IOException {
    if (!isIn(folder)) {
      NativesCache.write(file(folder), bytes);
    }
    trust.restrict(file(folder).getParent());
    trust.restrict(file(folder));
    require(folder, trust);
  }

  /**
   * Returns if its file in the cache folder can be trusted.
   *
   * @throws TorchException if it cannot
   */
  void require(Path folder, FileTrust trust) throws IOException {
    trust.require(file(folder).getParent());
    trust.require(file(folder));
  }

  /** Loads the file for this class loader, the first in the process. */
  void load(Path folder) {
    System.load(file(folder).toString());
  }

  /**
   * Loads the library for this class loader where another has it: the JVM gives a path to one class
   * loader only, so this one gets a second path to the very same file, and the operating system the
   * library that it has already. A copy would register LibTorch's operators twice and end the
   * process.
   *
   * @throws TorchException if that cannot be done
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
