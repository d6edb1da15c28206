package torch4j.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import torch4j.TorchException;

/**
 * A LibTorch that is in the process before torch4j starts: loaded by the presets without torch4j,
 * by another class loader, or by another program library.
 *
 * @param library its libtorch_cpu, or nothing if there is none
 * @param fromThisLoader whether the presets of this class loader have loaded it
 * @param withTorch4j whether another class loader has loaded libtorch4j, too
 */
record EarlierLibTorch(Optional<Path> library, boolean fromThisLoader, boolean withTorch4j) {
  private static final String NAME = System.mapLibraryName("torch_cpu");

  /** What is there now. */
  static EarlierLibTorch find(LoadedLibraries libraries) {
    return new EarlierLibTorch(
        libraries.named(NAME).map(LoadedLibraries.Library::path),
        PresetsLibraries.areLoaded(),
        Torch4jLibrary.isLoaded(libraries));
  }

  /** Whether a class loader other than this one has loaded it. */
  boolean isFromOtherLoader() {
    return library.isPresent() && !fromThisLoader;
  }

  /**
   * Returns if torch4j can use it, or there is none: a process has one LibTorch.
   *
   * @param user the LibTorch that the user has chosen
   * @param cache where the presets' own is
   * @throws TorchException if torch4j cannot
   */
  void requireUsable(Optional<Path> user, Path cache) throws IOException {
    if (library.isEmpty()) {
      return;
    }
    if (user.isPresent()) {
      requireSame(user.get());
    } else if (!fromThisLoader && !library.get().startsWith(cache)) {
      throw new TorchException(
          "LibTorch: got "
              + library.get()
              + " in this process already, expected none but that of the presets in "
              + cache
              + "; a process can have one LibTorch only: remove the other library, or give it and"
              + " torch4j the same cache folder",
          "");
    }
  }

  private void requireSame(Path user) throws IOException {
    if (!isSame(library.get(), user.resolve(NAME))) {
      throw new TorchException(
          StartUpOptions.LIBTORCH
              + ": got "
              + user
              + ", but "
              + library.get()
              + " is loaded, expected no LibTorch in the process before torch4j starts; call"
              + " Torch.init() before the first use of a class of org.bytedeco",
          "");
    }
  }

  private static boolean isSame(Path loaded, Path file) throws IOException {
    return Files.exists(loaded) && Files.isSameFile(loaded, file);
  }

  /** An error for a second class loader that cannot be served. */
  static TorchException secondLoaderRefusal(String reason) {
    return new TorchException(
        "torch4j: got a second class loader in this process, "
            + EarlierLibTorch.class.getClassLoader()
            + ", and "
            + reason
            + ", expected one class loader; put the jars of torch4j and of the presets where one"
            + " loader serves all applications, such as an application server's folder of shared"
            + " libraries",
        "");
  }
}
