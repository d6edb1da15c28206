package torch4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.Loader;
import torch4j.TorchException;

/**
 * Loads LibTorch and then libtorch4j, before any class of the presets can do so in its own way.
 *
 * <p>System properties, all optional: {@code torch4j.blas} (mkl or openblas; mkl where it is
 * there), {@code torch4j.libtorch} (a folder with a LibTorch of the same version, to be used in
 * place of the presets' own), {@code torch4j.kernels} (see {@link Kernels}), {@code
 * org.bytedeco.javacpp.cachedir} (where libraries are extracted to).
 */
final class NativeLoader {
  private static final String PROPERTY_BLAS = "torch4j.blas";
  private static final String PROPERTY_LIBTORCH = "torch4j.libtorch";
  private static final String PROPERTY_CACHE = "org.bytedeco.javacpp.cachedir";
  private static final String PROPERTY_JAVACPP_BLAS = "org.bytedeco.openblas.load";

  private final String version;
  private final String platform = Platform.name();
  private final String torch4jResource =
      "torch4j/" + platform + "/" + System.mapLibraryName("torch4j");
  private final String presetsResource =
      "org/bytedeco/pytorch/" + platform + "/" + System.mapLibraryName("jnitorch");
  private final String presetsGpuResource =
      "org/bytedeco/pytorch/" + platform + "-gpu/" + System.mapLibraryName("jnitorch");
  private final String mklResource = "org/bytedeco/mkl/" + platform + "/libmkl_rt.so.2";

  NativeLoader(String version) {
    this.version = version;
  }

  /**
   * Loads everything.
   *
   * @return the kernels of libtorch4j that are active
   */
  List<String> load() throws IOException {
    require(
        resource(presetsResource) != null || resource(presetsGpuResource) != null,
        "LibTorch",
        presetsResource,
        "org.bytedeco:pytorch with classifier " + platform);
    require(
        resource(torch4jResource) != null,
        "libtorch4j",
        torch4jResource,
        "io.github.torch4j:torch4j-native");
    setIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0"); // MemoryGuard takes its place
    setIfAbsent(PROPERTY_JAVACPP_BLAS, blas());
    if (resource(presetsGpuResource) == null) {
      System.setProperty(
          "org.bytedeco.javacpp.platform.extension",
          ""); // or a CUDA on this machine would be loaded
    }
    Path cache = cacheFolder();
    System.setProperty(PROPERTY_CACHE, cache.toString());
    try (var lock = new NativesCache(cache, contents())) {
      loadPresets();
      System.load(extractTorch4j(cache).toString());
      lock.markComplete();
    } catch (UnsatisfiedLinkError e) {
      throw new TorchException(
          "LibTorch "
              + version
              + " for "
              + platform
              + ": could not be loaded from "
              + cache
              + ": "
              + e.getMessage()
              + "; remove that folder, or look at -Dorg.bytedeco.javacpp.logger.debug=true",
          e);
    }
    setThreads();
    List<String> kernels = Kernels.install();
    MemoryGuard.start();
    return kernels;
  }

  private void require(boolean found, String what, String resource, String artifact) {
    if (!found) {
      throw new TorchException(
          what
              + " "
              + version
              + ": got none for "
              + System.getProperty("os.name")
              + "/"
              + System.getProperty("os.arch")
              + ", looked for "
              + resource
              + " on the class path; add the artifact "
              + artifact
              + " (linux-x86_64 is what torch4j is built for)",
          "");
    }
  }

  private String blas() {
    String wanted = System.getProperty(PROPERTY_BLAS, "");
    if (System.getProperty(PROPERTY_LIBTORCH) != null) {
      // That LibTorch brings its own BLAS. MKL's loader would put its symbols before those of
      // another MKL.
      if (!wanted.isEmpty()) {
        throw new TorchException(
            PROPERTY_BLAS
                + ": got \""
                + wanted
                + "\" beside "
                + PROPERTY_LIBTORCH
                + ", expected one of the two",
            "");
      }
      return "";
    }
    return switch (wanted) {
      case "" -> resource(mklResource) != null ? "mkl" : "";
      case "mkl" -> {
        require(
            resource(mklResource) != null,
            "MKL",
            mklResource,
            "org.bytedeco:mkl with classifier " + platform + "-redist");
        yield "mkl";
      }
      case "openblas" -> "";
      default ->
          throw new TorchException(
              PROPERTY_BLAS + ": got \"" + wanted + "\", expected mkl or openblas", "");
    };
  }

  // A LibTorch of the user's gets a folder of its own: JavaCPP leaves links to it, which must not
  // reach other runs.
  private Path cacheFolder() {
    Path root =
        Path.of(
            System.getProperty(
                PROPERTY_CACHE, System.getProperty("user.home") + "/.javacpp/cache"));
    String own = System.getProperty(PROPERTY_LIBTORCH);
    if (own == null) {
      return root;
    }
    Path folder = Path.of(own).toAbsolutePath();
    new UserLibTorch(folder).requireVersion(version);
    System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
    System.setProperty(
        "java.library.path",
        folder + java.io.File.pathSeparator + System.getProperty("java.library.path", ""));
    return root.resolve("torch4j-libtorch-" + Integer.toHexString(folder.hashCode()));
  }

  // The presets' OpenBLAS is one release older than JavaCPP, on purpose (ARCHITECTURE.md); JavaCPP
  // would warn of it on
  // stderr while it initialises these classes, but not while it is told to load nothing.
  private static void loadPresets() {
    String property = "org.bytedeco.javacpp.loadlibraries";
    String before = System.getProperty(property);
    Loader.load(org.bytedeco.javacpp.Pointer.class);
    System.setProperty(property, "false");
    try {
      initialise("org.bytedeco.openblas.presets.openblas_nolapack");
      initialise("org.bytedeco.openblas.presets.openblas");
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
    Loader.load(org.bytedeco.pytorch.global.torch.class);
  }

  private static void initialise(String className) {
    try {
      Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new TorchException(
          "OpenBLAS: got no class " + className + "; add the artifact org.bytedeco:openblas", e);
    }
  }

  private Path extractTorch4j(Path cache) throws IOException {
    byte[] bytes;
    try (InputStream in = resource(torch4jResource).openStream()) {
      bytes = in.readAllBytes();
    }
    var crc = new CRC32();
    crc.update(bytes);
    Path file =
        cache
            .resolve("torch4j-" + HexFormat.of().toHexDigits(crc.getValue(), 8))
            .resolve(System.mapLibraryName("torch4j"));
    if (!Files.exists(file) || Files.size(file) != bytes.length) {
      NativesCache.write(file, ByteBuffer.wrap(bytes));
    }
    return file;
  }

  private static void setThreads() {
    NativeRuntime.shareThreadsWithBlas();
    if (System.getenv("OMP_NUM_THREADS") == null) {
      NativeRuntime.setNumThreads(Platform.physicalCores());
    }
  }

  // The jars that a full cache stands for, by place, size and time.
  private String contents() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : List.of(presetsResource, presetsGpuResource, mklResource, torch4jResource)) {
      URL url = resource(name);
      if (url != null) {
        Path file = fileOf(url);
        lines.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
      }
    }
    lines.add(PROPERTY_JAVACPP_BLAS + "=" + System.getProperty(PROPERTY_JAVACPP_BLAS));
    lines.add(PROPERTY_LIBTORCH + "=" + System.getProperty(PROPERTY_LIBTORCH));
    return String.join("\n", lines);
  }

  private static Path fileOf(URL url) {
    String jarOrFile =
        url.getProtocol().equals("jar") ? url.getPath().replaceFirst("!.*", "") : url.toString();
    return Path.of(URI.create(jarOrFile));
  }

  private static URL resource(String name) {
    return NativeLoader.class.getClassLoader().getResource(name);
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null && !value.isEmpty()) {
      System.setProperty(property, value);
    }
  }
}
