package torch4j.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import torch4j.TorchException;

/**
 * The system properties that select the native libraries.
 *
 * @param libTorch {@code torch4j.libtorch}: the {@code lib} folder of a LibTorch that is loaded
 *     instead of the presets'; default none
 * @param cacheFolder {@code org.bytedeco.javacpp.cachedir}: the folder that native libraries are
 *     extracted to; default {@code ~/.javacpp/cache}
 * @param cacheTrusted {@code torch4j.cache.trusted}: whether files of the cache are loaded even if
 *     other users can write to them; default false
 * @param cacheVerified {@code torch4j.cache.verify}: whether the bytes of all files in the cache
 *     are compared with the jars at this start; default false
 */
record StartUpOptions(
    Optional<Path> libTorch,
    Optional<Path> cacheFolder,
    boolean cacheTrusted,
    boolean cacheVerified) {
  static final String LIBTORCH = "torch4j.libtorch";
  static final String CACHE_FOLDER = "org.bytedeco.javacpp.cachedir";
  static final String CACHE_TRUSTED = "torch4j.cache.trusted";
  static final String CACHE_VERIFY = "torch4j.cache.verify";
  private static final String CACHE_FOLDER_OTHER_CASE = "org.bytedeco.javacpp.cacheDir";

  /**
   * Reads the system properties of this process; paths become absolute.
   *
   * @throws TorchException if a property has a value that is not allowed
   */
  static StartUpOptions read() {
    return new StartUpOptions(
        path(LIBTORCH),
        path(CACHE_FOLDER).or(() -> path(CACHE_FOLDER_OTHER_CASE)),
        isTrue(CACHE_TRUSTED),
        isTrue(CACHE_VERIFY));
  }

  private static Optional<Path> path(String property) {
    String value = System.getProperty(property, "");
    try {
      return value.isBlank()
          ? Optional.empty()
          : Optional.of(Path.of(value).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new TorchException(
          property + ": got \"" + value + "\", expected the path of a folder", e);
    }
  }

  private static boolean isTrue(String property) {
    String value = System.getProperty(property, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new TorchException(
          property + ": got \"" + value + "\", expected true or false; the default is false", "");
    }
    return value.equals("true");
  }
}
