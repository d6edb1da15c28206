package torch4j.jit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A package unpacked to a temporary folder. LibTorch would unpack it below /tmp, trust the paths in
 * the archive, and leave the folder there when loading fails.
 */
final class UnpackedPackage implements AutoCloseable {
  private final Path folder;

  private UnpackedPackage(Path folder) {
    this.folder = folder;
  }

  /**
   * Unpacks a package below {@code java.io.tmpdir}.
   *
   * @param name its name in messages
   * @throws IllegalArgumentException if the path of an entry leads out of the folder
   * @throws UncheckedIOException if it cannot be read, or its files not be written
   */
  static UnpackedPackage of(Path path, Object name) {
    try (var zip = new ZipFile(path.toFile())) {
      var unpacked = new UnpackedPackage(Files.createTempDirectory("torch4j-package"));
      try {
        for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
          unpacked.write(name, zip, entry);
        }
        return unpacked;
      } catch (IOException | RuntimeException e) {
        unpacked.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          name
              + ": got \""
              + e.getMessage()
              + "\" while unpacking, expected room for its files; free some below java.io.tmpdir, or"
              + " set it to another folder",
          e);
    }
  }

  private void write(Object name, ZipFile zip, ZipEntry entry) throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IllegalArgumentException(
          name + ": got the entry \"" + entry.getName() + "\", expected one within the package");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, file);
    }
  }

  /** The folder that contains {@code data}, which the loader takes. */
  Path root() {
    try (Stream<Path> tops = Files.list(folder)) {
      List<Path> all = tops.toList();
      boolean wrapped = all.size() == 1 && !all.get(0).endsWith("data");
      return wrapped && Files.isDirectory(all.get(0)) ? all.get(0) : folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the models, sorted. */
  List<String> models() {
    Path models = root().resolve("data").resolve("aotinductor");
    if (!Files.isDirectory(models)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(models)) {
      return folders.map(model -> model.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the files; loaded code stays loaded. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
