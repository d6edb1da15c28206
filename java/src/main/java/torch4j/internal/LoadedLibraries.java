package torch4j.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The native libraries that are mapped into this process, as the operating system lists them. The
 * list is empty on systems other than Linux.
 */
final class LoadedLibraries {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final int COLUMNS = 6; // address, permissions, offset, device, inode, path
  private static final int HEXADECIMAL = 16;

  /**
   * A mapped library.
   *
   * @param device the major and minor device number of its file, in hexadecimal
   * @param inode the inode number of its file
   */
  record Library(Path path, String device, long inode) {
    /** Whether this path is a link to the file that is mapped. */
    boolean isFile(Path file) throws IOException {
      var attributes = Files.readAttributes(file, "unix:dev,ino");
      long number = (Long) attributes.get("dev");
      long major = ((number >>> 8) & 0xfff) | ((number >>> 32) & ~0xfffL); // as makedev(3) packs it
      long minor = (number & 0xff) | ((number >>> 12) & ~0xffL);
      String[] parts = device.split(":", 2);
      return (Long) attributes.get("ino") == inode
          && Long.parseLong(parts[0], HEXADECIMAL) == major
          && Long.parseLong(parts[1], HEXADECIMAL) == minor;
    }
  }

  private final List<Library> libraries;

  private LoadedLibraries(List<Library> libraries) {
    this.libraries = libraries;
  }

  /** The libraries that are mapped now. */
  static LoadedLibraries now() {
    List<Library> found = new ArrayList<>();
    try (var lines = Files.lines(MAPS)) {
      lines
          .filter(line -> line.indexOf('/') >= 0 && line.contains(".so"))
          .map(LoadedLibraries::parsed)
          .forEach(found::add);
    } catch (IOException | UncheckedIOException e) {
      return new LoadedLibraries(List.of()); // not Linux
    }
    return new LoadedLibraries(found);
  }

  private static Library parsed(String line) {
    String[] columns = line.split("\\s+", COLUMNS);
    return new Library(Path.of(columns[5]), columns[3], Long.parseLong(columns[4]));
  }

  /** The library with this file name; its file may have been deleted since. */
  Optional<Library> named(String fileName) {
    var names = List.of(fileName, fileName + " (deleted)");
    return libraries.stream()
        .filter(library -> names.contains(library.path().getFileName().toString()))
        .findFirst();
  }

  /** The paths of the libraries whose file name contains one of these words. */
  SortedSet<String> pathsWith(List<String> words) {
    var paths = new TreeSet<String>();
    for (Library library : libraries) {
      String name = library.path().getFileName().toString();
      if (words.stream().anyMatch(name::contains)) {
        paths.add(library.path().toString());
      }
    }
    return paths;
  }
}
