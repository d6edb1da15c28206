package torch4j.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The operating system and processor of this machine. */
final class Platform {
  private static final Path CPUS = Path.of("/sys/devices/system/cpu");

  private Platform() {}

  /** The platform's name in the presets' jars, such as linux-x86_64 or macosx-arm64. */
  static String name() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String presetsOs = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os;
    String presetsArch =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
    return System.getProperty("org.bytedeco.javacpp.platform", presetsOs + "-" + presetsArch);
  }

  /**
   * The number of physical cores that this process may use. Logical cores (hyper-threads) do not
   * count: they share arithmetic units, so that threads on them make dense arithmetic slower.
   */
  static int physicalCores() {
    int allowed = Runtime.getRuntime().availableProcessors();
    Set<String> cores = new HashSet<>();
    try (DirectoryStream<Path> cpus = Files.newDirectoryStream(CPUS, "cpu[0-9]*")) {
      for (Path cpu : cpus) {
        Path topology = cpu.resolve("topology");
        if (Files.exists(topology.resolve("core_id"))) {
          cores.add(
              Files.readString(topology.resolve("physical_package_id"))
                  + Files.readString(topology.resolve("core_id")));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return allowed; // not Linux, or a sandbox without /sys
    }
    return cores.isEmpty() ? allowed : Math.min(cores.size(), allowed);
  }
}
