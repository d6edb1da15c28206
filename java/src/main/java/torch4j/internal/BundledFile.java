package torch4j.internal;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;

/**
 * A native library in a jar of the presets, and the place that JavaCPP extracts it to.
 *
 * @param url of the library, as JavaCPP has it: what follows a {@code #} is the file's name
 * @param resource its name in the jar
 * @param file the extracted file, relative to the cache folder
 * @param content what it must be
 */
record BundledFile(URL url, String resource, Path file, FileContent content) {
  private static final String ONE_FOLDER = "org.bytedeco.javacpp.cachedir.nosubdir";

  /**
   * The library at this URL.
   *
   * @return nothing if it is not in a jar: JavaCPP loads such a file from where it is
   */
  static Optional<BundledFile> of(URL url) throws IOException {
    String[] parts = url.toString().split("#", 2);
    if (!(URI.create(parts[0]).toURL().openConnection() instanceof JarURLConnection connection)) {
      return Optional.empty();
    }
    JarEntry entry = connection.getJarEntry();
    Path resource = Path.of(entry.getName());
    Path name = Path.of(parts.length > 1 ? parts[1] : resource.getFileName().toString());
    Path folder = Path.of(new File(connection.getJarFile().getName()).getName());
    Path file =
        Boolean.getBoolean(ONE_FOLDER) ? name : folder.resolve(resource).resolveSibling(name);
    return Optional.of(
        new BundledFile(
            url,
            entry.getName(),
            file,
            new FileContent(entry.getSize(), entry.getCrc(), entry.getTime())));
  }
}
