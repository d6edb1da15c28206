package torch4j.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import torch4j.TorchException;

/**
 * The files that a natives cache must have for this process: libtorch4j and the presets' libraries.
 *
 * <p>At each start libtorch4j is compared with its resource byte by byte. The presets' libraries
 * are compared by size and time, and their ownership and permissions are checked; their bytes are
 * compared after extraction only, because that takes 0.3 s of CPU time for 770 MiB.
 */
final class CacheContent {
  private final Torch4jLibrary torch4j;
  private final FileTrust trust;
  private final boolean verified;
  private final String manifestName;

  /**
   * The content for one combination of jars and options.
   *
   * @param trust the check that the files must pass
   * @param variant the version of LibTorch and its BLAS; each has a manifest of its own
   * @param verified whether to compare the bytes of all files at this start
   */
  CacheContent(Torch4jLibrary torch4j, FileTrust trust, String variant, boolean verified) {
    this.torch4j = torch4j;
    this.trust = trust;
    this.verified = verified;
    manifestName = ".torch4j-" + variant + ".manifest";
  }

  /**
   * The first thing that is missing or wrong in a folder; empty if the folder is complete.
   *
   * @throws TorchException if a file fails the check of ownership and permissions
   */
  Optional<String> difference(Path folder) throws IOException {
    torch4j.require(folder, trust);
    if (!torch4j.isIn(folder)) {
      return Optional.of("it does not have the libtorch4j of this class path");
    }
    Optional<NativesManifest> manifest = readManifest(folder.resolve(manifestName));
    if (manifest.isEmpty()) {
      return Optional.of("it has no " + manifestName);
    }
    for (Path path : manifest.get().paths()) {
      requireIfExists(folder.resolve(path));
    }
    return manifest.get().difference(folder, verified);
  }

  private Optional<NativesManifest> readManifest(Path file) throws IOException {
    requireIfExists(file);
    return Files.exists(file)
        ? NativesManifest.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private void requireIfExists(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      trust.require(path);
    }
  }

  /**
   * Extracts the missing files, loads the presets' libraries, and writes the manifest.
   *
   * @throws TorchException if there is not enough disk space, or a file fails the check of
   *     ownership and permissions
   */
  void fill(Path folder) throws IOException {
    List<BundledFile> files = PresetsLibraries.bundled();
    var extraction = new Extraction(folder, trust);
    extraction.extract(files);
    torch4j.extract(folder, trust);
    PresetsLibraries.load(); // creates links, which the manifest lists
    extraction.awaitSync();
    var manifest = NativesManifest.of(folder, ZoneId.systemDefault().getId(), files);
    Path file = folder.resolve(manifestName);
    NativesCache.write(file, manifest.text());
    trust.restrict(file);
  }
}
