package torch4j.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import torch4j.TorchException;

/**
 * The system properties of torch4j's start-up.
 *
 * @param libTorch {@code torch4j.libtorch}: the {@code lib} folder of a LibTorch to be used in
 *     place of the presets' own
 * @param cacheFolder {@code org.bytedeco.javacpp.cachedir}: the folder that libraries are extracted
 *     to
 * @param cacheTrusted {@code torch4j.cache.trusted}: whether the cache is used although other users
 *     may change it; default false
 * @param cacheVerified {@code torch4j.cache.verify}: whether the content of every library is
 *     compared with the jars at this start; default false
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
   * The options of this process; paths are absolute.
   *
   * @throws TorchException if a property has a value that it cannot have
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
