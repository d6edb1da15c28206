package torch4j.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import torch4j.TorchException;

/**
 * A LibTorch that the user already has: the {@code lib} folder of a Python torch, or of an unpacked
 * LibTorch.
 */
record UserLibTorch(Path lib) {
  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)");

  /**
   * Returns if this is a LibTorch of that version.
   *
   * @throws TorchException if it is another, or none
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
