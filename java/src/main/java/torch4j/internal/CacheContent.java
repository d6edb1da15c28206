package torch4j.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import torch4j.TorchException;

/**
 * What a natives cache must hold for this process: libtorch4j, compared byte by byte at each start,
 * and the presets' libraries, whose bytes are compared when they are extracted and whose size, time
 * and permissions are at each start. A full comparison of those takes 0.2 s or more.
 */
final class CacheContent {
  private final Torch4jLibrary torch4j;
  private final FileTrust trust;
  private final boolean verified;
  private final String manifestName;

  /**
   * Such content.
   *
   * @param variant names what else decides on the files: LibTorch's version and its BLAS
   * @param verified whether to compare all bytes at this start, too
   */
  CacheContent(Torch4jLibrary torch4j, FileTrust trust, String variant, boolean verified) {
    this.torch4j = torch4j;
    this.trust = trust;
    this.verified = verified;
    manifestName = ".torch4j-" + variant + ".manifest";
  }

  /**
   * What is missing in a folder or wrong: nothing, if it is complete.
   *
   * @throws TorchException if a file may have been written by others
   */
  Optional<String> difference(Path folder) throws IOException {
    if (!torch4j.isIn(folder)) {
      return Optional.of("it does not have the libtorch4j of this class path");
    }
    torch4j.require(folder, trust);
    Path file = folder.resolve(manifestName);
    Optional<NativesManifest> manifest =
        Files.exists(file) ? NativesManifest.parse(Files.readString(file)) : Optional.empty();
    if (manifest.isEmpty()) {
      return Optional.of("it has no " + manifestName);
    }
    trust.require(file);
    for (Path path : manifest.get().paths()) {
      if (Files.exists(folder.resolve(path))) {
        trust.require(folder.resolve(path));
      }
    }
    return manifest.get().difference(folder, verified);
  }

  /**
   * Extracts what is missing, has JavaCPP load it, and says so in the manifest.
   *
   * @throws TorchException if there is too little space, or a file may have been written by others
   */
  void fill(Path folder) throws IOException {
    List<BundledFile> files = PresetsLibraries.bundled();
    var extraction = new Extraction(folder, trust);
    extraction.extract(files);
    torch4j.extract(folder, trust);
    PresetsLibraries.load(); // makes links
    extraction.awaitDisk();
    var manifest = NativesManifest.of(folder, ZoneId.systemDefault().getId(), files);
    Path file = folder.resolve(manifestName);
    NativesCache.write(file, manifest.text());
    trust.restrict(file);
  }
}
