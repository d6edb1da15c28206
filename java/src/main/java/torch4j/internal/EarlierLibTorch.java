package torch4j.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import torch4j.TorchException;

/**
 * The LibTorch that was loaded into the process before torch4j started, if there was one: by the
 * presets without torch4j, by another class loader, or by another Java library.
 *
 * @param library the path of its libtorch_cpu
 * @param fromThisLoader whether the presets in this class loader have loaded it
 * @param withTorch4j whether another class loader has also loaded libtorch4j
 */
record EarlierLibTorch(Optional<Path> library, boolean fromThisLoader, boolean withTorch4j) {
  private static final String NAME = System.mapLibraryName("torch_cpu");

  /** Finds the LibTorch that is loaded now. */
  static EarlierLibTorch find(LoadedLibraries libraries) {
    return new EarlierLibTorch(
        libraries.named(NAME).map(LoadedLibraries.Library::path),
        PresetsLibraries.areLoaded(),
        Torch4jLibrary.isLoaded(libraries));
  }

  /** Whether it was loaded in another class loader. */
  boolean isFromOtherLoader() {
    return library.isPresent() && !fromThisLoader;
  }

  /**
   * Checks that there is none, or that it is the one that torch4j would load: a process can have
   * one LibTorch only.
   *
   * @param user the {@code lib} folder that the user has chosen
   * @param cache the cache folder, with the presets' own LibTorch
   * @throws TorchException if it is another
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
              + " in this process already, expected none, or the one of the presets in "
              + cache
              + "; a process can have one LibTorch only: remove the other library, or let both use"
              + " the same cache folder",
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

  /** The exception for a second class loader in which torch4j cannot start. */
  static TorchException secondLoaderRefusal(String reason) {
    return new TorchException(
        "torch4j: got a second class loader ("
            + EarlierLibTorch.class.getClassLoader()
            + ") in this process, where "
            + reason
            + ", expected one class loader; put the jars of torch4j and of the presets into one class"
            + " loader that all applications share, such as the shared library folder of an"
            + " application server",
        "");
  }
}
