package torch4j.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import torch4j.TorchException;

/**
 * A LibTorch of the user's, to be loaded instead of the presets'.
 *
 * @param lib the {@code lib} folder of an unpacked LibTorch or of an installed Python torch
 */
record UserLibTorch(Path lib) {
  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)");

  /**
   * Checks the version.
   *
   * @throws TorchException if it is another, or there is no LibTorch in the folder
   */
  void requireVersion(String expected) {
    if (!Files.exists(lib.resolve(System.mapLibraryName("torch_cpu")))) {
      throw new TorchException(
          "torch4j.libtorch: got "
              + lib
              + ", which has no "
              + System.mapLibraryName("torch_cpu")
              + ", expected the lib folder of a LibTorch "
              + expected
              + ", such as that of an unpacked LibTorch or of Python's torch",
          "");
    }
    String found = version();
    if (!found.equals(expected)) {
      throw new TorchException(
          "torch4j.libtorch: got version "
              + found
              + " in "
              + lib
              + ", expected "
              + expected
              + ", the version that the presets were built against; install that one, or leave"
              + " -Dtorch4j.libtorch out",
          "");
    }
  }

  private String version() {
    try {
      for (Path file :
          List.of(lib.resolveSibling("version.py"), lib.resolveSibling("build-version"))) {
        if (Files.exists(file)) {
          var matcher = VERSION.matcher(Files.readString(file));
          if (matcher.find()) {
            return matcher.group(1);
          }
        }
      }
      return "unknown";
    } catch (IOException e) {
      throw new TorchException(
          "torch4j.libtorch: got " + lib + ", whose version cannot be read: " + e, e);
    }
  }
}
