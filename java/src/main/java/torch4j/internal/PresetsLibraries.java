package torch4j.internal;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import torch4j.TorchException;

/** The native libraries of the presets: listed, and loaded by JavaCPP. */
final class PresetsLibraries {
  private static final String LOAD = "org.bytedeco.javacpp.loadlibraries";
  private static final String EXTRACT = "org.bytedeco.javacpp.cacheLibraries";
  private static final List<String> BLAS_PRESETS =
      List.of(
          "org.bytedeco.openblas.presets.openblas_nolapack",
          "org.bytedeco.openblas.presets.openblas");

  private PresetsLibraries() {}

  /** Whether the presets have already loaded LibTorch in this class loader. */
  static boolean areLoaded() {
    return Loader.getLoadedLibraries().containsKey("jnitorch");
  }

  /**
   * The libraries that JavaCPP extracts for LibTorch.
   *
   * @throws TorchException if a jar of the presets is missing
   */
  static List<BundledFile> bundled() throws IOException {
    initializeBlasPresets();
    if ("false".equals(System.getProperty(EXTRACT, "true"))) {
      return List.of();
    }
    List<BundledFile> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    var presets = new ArrayList<String>(List.of("org.bytedeco.javacpp.presets.javacpp"));
    presets.addAll(BLAS_PRESETS);
    presets.add("org.bytedeco.pytorch.presets.torch");
    for (String className : presets) {
      Class<?> type = presetsClass(className);
      var properties = Loader.loadProperties(type, Loader.loadProperties(), true);
      for (String library : librariesOf(properties)) {
        if (!names.contains(nameOf(library))) {
          URL[] urls = Loader.findLibrary(type, properties, library);
          if (urls.length > 0) {
            names.add(nameOf(library));
            BundledFile.of(urls[0]).ifPresent(files::add);
          }
        }
      }
    }
    return files;
  }

  private static List<String> librariesOf(ClassProperties properties) {
    List<String> libraries = new ArrayList<>(properties.get("platform.preload"));
    libraries.addAll(properties.get("platform.link"));
    libraries.add(properties.getProperty("platform.library"));
    return libraries;
  }

  // In JavaCPP's notation, library a of "a#b" is extracted and loaded as b. JavaCPP
  // loads the first of several libraries with the same name.
  private static String nameOf(String library) {
    return library.substring(library.indexOf('#') + 1);
  }

  /** Loads LibTorch and everything that it depends on. */
  static void load() {
    Loader.load(Pointer.class);
    initializeBlasPresets();
    Loader.load(org.bytedeco.pytorch.global.torch.class);
  }

  // The presets' OpenBLAS is one release older than JavaCPP, on purpose (ARCHITECTURE.md). JavaCPP
  // prints a warning of that to stderr when it initializes these classes, unless its property says
  // that it shall not load libraries.
  private static void initializeBlasPresets() {
    Optional<String> before = Optional.ofNullable(System.getProperty(LOAD));
    System.setProperty(LOAD, "false");
    try {
      BLAS_PRESETS.forEach(PresetsLibraries::presetsClass);
    } finally {
      before.ifPresentOrElse(
          value -> System.setProperty(LOAD, value), () -> System.clearProperty(LOAD));
    }
  }

  private static Class<?> presetsClass(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      String artifact = name.split("\\.", 4)[2];
      throw new TorchException(
          "class path: got no class "
              + name
              + ", expected the presets; add the artifact org.bytedeco:"
              + artifact,
          e);
    }
  }

  /**
   * Sets JavaCPP's cache folder.
   *
   * @throws TorchException if JavaCPP uses another folder already, because a class of the presets
   *     was used before torch4j
   */
  static void useCacheFolder(Path folder) throws IOException {
    System.setProperty(StartUpOptions.CACHE_FOLDER, folder.toString());
    Path used = Loader.getCacheDir().toPath();
    if (!used.equals(folder)) {
      throw new TorchException(
          "natives cache: got "
              + used
              + ", which JavaCPP uses already, expected "
              + folder
              + "; call Torch.init() before the first use of a class of org.bytedeco",
          "");
    }
  }

  /**
   * Sets JavaCPP's cache folder to a complete one that cannot be written to. JavaCPP would not
   * accept it: it would extract everything again, to another folder.
   *
   * @throws TorchException if JavaCPP is a named module, which does not permit reflection
   */
  static void useReadOnlyCacheFolder(Path folder) {
    try {
      var field = Loader.class.getDeclaredField("cacheDir");
      field.setAccessible(true);
      field.set(null, folder.toFile());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new TorchException(
          "natives cache: got "
              + folder
              + ", which cannot be written to, expected a writable folder where JavaCPP is a named"
              + " module; put it on the class path, or choose another folder with -D"
              + StartUpOptions.CACHE_FOLDER
              + "=FOLDER",
          e);
    }
  }
}
