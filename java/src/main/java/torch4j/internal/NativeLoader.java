package torch4j.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import torch4j.TorchException;

/**
 * The start-up of torch4j: loads LibTorch and libtorch4j, with the BLAS and the settings that
 * torch4j needs.
 *
 * <p>System properties, all optional: {@code torch4j.blas} (mkl or openblas; the default is mkl if
 * it is on the class path), {@code torch4j.kernels} (see {@link Kernels}), and those of {@link
 * StartUpOptions}.
 */
final class NativeLoader {
  private final NativeResources resources;
  private final StartUpOptions options;
  private final Blas blas;
  private final FileTrust trust;
  private final Torch4jLibrary torch4j;
  private final CacheContent content;

  /**
   * Reads the options and checks the class path.
   *
   * @param version the version of LibTorch
   * @throws TorchException if a property has a value that is not allowed, or a library is not on
   *     the class path
   */
  NativeLoader(String version) throws IOException {
    resources = new NativeResources(version, Platform.name());
    options = StartUpOptions.read();
    blas = Blas.choose(resources.hasMkl(), options.libTorch().isPresent());
    resources.require(blas);
    options.libTorch().ifPresent(folder -> new UserLibTorch(folder).requireVersion(version));
    trust = options.cacheTrusted() ? FileTrust.ofEveryone() : FileTrust.ofThisProcess();
    torch4j = Torch4jLibrary.read(resources.torch4j());
    String variant = version + "-" + blas.name().toLowerCase(Locale.ROOT);
    content = new CacheContent(torch4j, trust, variant, options.cacheVerified());
  }

  /**
   * Loads everything. An interrupt of the thread has no effect until then.
   *
   * @return the kernels of libtorch4j that are active
   */
  List<String> load() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      setPropertiesOfJavaCpp();
      try (var cache = openCache()) {
        if (loadFrom(cache)) {
          setThreads();
        }
      }
      List<String> kernels = Kernels.install();
      MemoryGuard.start();
      return kernels;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void setThreads() {
    NativeRuntime.shareThreadsWithBlas();
    NativeRuntime.setNumThreads(ThreadCount.initial(System::getenv, Platform.physicalCores()));
  }

  private void setPropertiesOfJavaCpp() {
    String maxBytes = "org.bytedeco.javacpp.maxPhysicalBytes";
    if (System.getProperty(maxBytes) == null) {
      System.setProperty(maxBytes, "0"); // replaced by MemoryGuard
    }
    blas.select();
    if (!resources.hasGpuPresets()) {
      // Otherwise JavaCPP would load a CUDA that is installed on this machine.
      System.setProperty("org.bytedeco.javacpp.platform.extension", "");
    }
    options.libTorch().ifPresent(NativeLoader::findLibTorchIn);
  }

  private static void findLibTorchIn(Path folder) {
    System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
    System.setProperty(
        "java.library.path",
        folder + File.pathSeparator + System.getProperty("java.library.path", ""));
  }

  private NativesCache openCache() {
    TorchException refusal = null;
    for (Path candidate : CacheFolder.candidates(options)) {
      try {
        return openCache(candidate);
      } catch (IOException e) {
        refusal = refusal == null ? CacheFolder.refusal(candidate, e) : refusal;
      }
    }
    throw refusal;
  }

  private NativesCache openCache(Path candidate) throws IOException {
    Path folder = CacheFolder.create(candidate);
    trust.requireFolder(folder);
    var cache = NativesCache.open(folder, content::difference);
    if (cache.isWritable() || cache.difference().isEmpty()) {
      return cache;
    }
    throw new AccessDeniedException(
        folder.toString(),
        null,
        "this process cannot write to it, and " + cache.difference().get());
  }

  // Returns whether this class loader is the first one of the process that loads libtorch4j.
  private boolean loadFrom(NativesCache cache) throws IOException {
    var libraries = LoadedLibraries.now();
    var earlier = EarlierLibTorch.find(libraries);
    earlier.requireUsable(options.libTorch(), cache.folder());
    if (options.libTorch().isPresent() && earlier.isFromOtherLoader()) {
      // JavaCPP would load the presets' LibTorch beside it, which ends the process.
      throw EarlierLibTorch.secondLoaderRefusal(
          "-D"
              + StartUpOptions.LIBTORCH
              + "="
              + options.libTorch().get()
              + " is set, whose libraries can be loaded in one class loader only");
    }
    prepareJavaCpp(cache, earlier.isFromOtherLoader());
    try {
      if (cache.difference().isPresent()) {
        content.fill(cache.folder());
      } else {
        PresetsLibraries.load();
      }
      if (earlier.withTorch4j()) {
        torch4j.loadAgain(cache.folder(), libraries);
      } else {
        torch4j.load(cache.folder());
      }
    } catch (UnsatisfiedLinkError e) {
      throw notLoaded(cache.folder(), e);
    }
    requireChosenLibraries(earlier);
    return !earlier.withTorch4j();
  }

  private static void prepareJavaCpp(NativesCache cache, boolean secondLoader) throws IOException {
    Path folder = cache.folder();
    if (cache.isWritable()) {
      PresetsLibraries.useCacheFolder(folder);
    } else if (!secondLoader) {
      PresetsLibraries.useReadOnlyCacheFolder(folder);
    } else {
      throw EarlierLibTorch.secondLoaderRefusal(
          "no second copy of the presets' JNI libraries can be written to " + folder);
    }
    if (secondLoader) {
      cache.lockExclusively(); // while JavaCPP extracts that copy
    }
  }

  private void requireChosenLibraries(EarlierLibTorch earlier) throws IOException {
    blas.requireLoaded(NativeRuntime.blasName(), earlier.library().isPresent());
    if (options.libTorch().isPresent()) {
      EarlierLibTorch.find(LoadedLibraries.now())
          .requireUsable(options.libTorch(), options.libTorch().get());
    }
  }

  private TorchException notLoaded(Path folder, UnsatisfiedLinkError error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = error.getMessage();
    if (cause != error) {
      reason += ", after " + cause.getMessage();
    }
    return new TorchException(
        "LibTorch "
            + resources.version()
            + " for "
            + resources.platform()
            + ": got \""
            + reason
            + "\", expected libraries that load from "
            + folder
            + "; if the disk is mounted with noexec, choose another folder with -D"
            + StartUpOptions.CACHE_FOLDER
            + "=FOLDER; -Dorg.bytedeco.javacpp.logger.debug=true shows the details",
        error);
  }
}
