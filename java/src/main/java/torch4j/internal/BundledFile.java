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
 * A native library in a jar of the presets and the file that JavaCPP extracts it to.
 *
 * @param url the library's URL in JavaCPP's notation, with the name of the extracted file after a
 *     {@code #} if it is another
 * @param resource the name of the jar's entry
 * @param file the extracted file, relative to the cache folder
 * @param content the size, checksum and time of the jar's entry
 */
record BundledFile(URL url, String resource, Path file, FileContent content) {
  private static final String ONE_FOLDER = "org.bytedeco.javacpp.cachedir.nosubdir";

  /** The library at a URL; empty if it is not in a jar, because JavaCPP loads it from its place. */
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
