package torch4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.bytedeco.pytorch.global.torch;
import torch4j.TorchException;

/**
 * The native libraries of this process: loaded once, at the first question about them.
 *
 * <p>A failure to load is kept, and thrown again at every later use with the same words.
 */
public final class Natives {
  private static final Properties BUILD = readBuild();
  private static List<String> kernels = List.of();
  private static final Optional<Throwable> FAILURE = load();

  private Natives() {}

  private static Optional<Throwable> load() {
    try {
      kernels = new NativeLoader(BUILD.getProperty("libtorch.version")).load();
      return Optional.empty();
    } catch (TorchException | LinkageError | IOException e) {
      return Optional.of(e);
    }
  }

  /**
   * Returns if the libraries are loaded.
   *
   * @throws TorchException if they could not be loaded
   */
  public static void requireLoaded() {
    if (FAILURE.isPresent()) {
      throw new TorchException(FAILURE.get().getMessage(), FAILURE.get());
    }
  }

  /** Sets LibTorch's and the BLAS's thread count. */
  public static void setNumThreads(int threads) {
    NativeRuntime.setNumThreads(threads);
  }

  /** What {@link torch4j.Torch#describe()} prints. */
  public static String describe() {
    var lines = new StringBuilder();
    line(lines, "torch4j", BUILD.getProperty("torch4j.version"));
    line(lines, "LibTorch", BUILD.getProperty("libtorch.version"));
    line(lines, "presets", BUILD.getProperty("pytorch.version"));
    line(
        lines,
        "Java",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    line(lines, "platform", Platform.name());
    line(lines, "CPU capability", torch.get_cpu_capability().getString());
    line(lines, "physical cores", Platform.physicalCores());
    line(lines, "threads", torch.get_num_threads());
    line(lines, "BLAS", NativeRuntime.blasName());
    line(lines, "kernels", kernels.isEmpty() ? "ATen's alone" : String.join(", ", kernels));
    line(
        lines, "CUDA", torch.cuda_is_available() ? torch.cuda_device_count() + " device(s)" : "no");
    for (String library : loadedLibraries()) {
      line(lines, "library", library);
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, Object value) {
    lines.append(name).append(": ").append(value).append(System.lineSeparator());
  }

  // The operating system's own list: it shows a library that came from somewhere else than we
  // believe.
  private static Iterable<String> loadedLibraries() {
    List<String> ours = List.of("torch", "c10", "mkl", "openblas", "omp", "javacpp");
    var found = new TreeSet<String>();
    try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
      maps.filter(line -> line.indexOf('/') >= 0 && line.contains(".so"))
          .map(line -> line.substring(line.indexOf('/')))
          .filter(path -> ours.stream().anyMatch(Path.of(path).getFileName().toString()::contains))
          .forEach(found::add);
    } catch (IOException | UncheckedIOException e) {
      found.add("(not told by this operating system)");
    }
    return found;
  }

  private static Properties readBuild() {
    var build = new Properties();
    try (InputStream in = Natives.class.getResourceAsStream("/torch4j/build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }
}
