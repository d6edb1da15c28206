package torch4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.bytedeco.pytorch.global.torch;
import torch4j.Torch;
import torch4j.TorchException;

/**
 * The native libraries, which are loaded when this class is initialized.
 *
 * <p>After a failure every later use throws an exception with the same message.
 */
public final class Natives {
  private static final List<String> DESCRIBED =
      List.of("torch", "c10", "mkl", "openblas", "omp", "javacpp");
  private static final Properties BUILD = new Properties();
  private static List<String> kernels = List.of();
  private static final Optional<TorchException> FAILURE = load();

  private Natives() {}

  private static Optional<TorchException> load() {
    try {
      BUILD.putAll(readBuild());
      kernels = new NativeLoader(BUILD.getProperty("libtorch.version")).load();
      return Optional.empty();
    } catch (TorchException e) {
      return Optional.of(e);
    } catch (RuntimeException | LinkageError | IOException e) {
      return Optional.of(
          new TorchException(
              "torch4j: got \""
                  + e
                  + "\" while it was loading LibTorch, expected to find the jars of torch4j and of"
                  + " the presets on the class path, and a folder for their libraries that can be"
                  + " read and written",
              e));
    }
  }

  /**
   * Checks that the libraries are loaded.
   *
   * @throws TorchException if they could not be loaded
   */
  public static void requireLoaded() {
    if (FAILURE.isPresent()) {
      throw new TorchException(FAILURE.get().getMessage(), FAILURE.get());
    }
  }

  /** Sets the number of threads of LibTorch and of its BLAS. */
  public static void setNumThreads(int threads) {
    NativeRuntime.setNumThreads(threads);
  }

  /**
   * Sets how many threads an operator may use that this thread runs; other threads keep their
   * count.
   */
  public static void setNumThreadsOfThisThread(int threads) {
    requireLoaded();
    NativeRuntime.setNumThreadsOfThisThread(threads);
  }

  /** The text of {@link torch4j.Torch#describe()}. */
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
    line(lines, "threads", Torch.getNumThreads());
    line(lines, "BLAS", NativeRuntime.blasName());
    line(lines, "kernels", kernels.isEmpty() ? "ATen's alone" : String.join(", ", kernels));
    line(lines, "CUDA", Torch.cudaIsAvailable() ? torch.cuda_device_count() + " device(s)" : "no");
    for (String library : LoadedLibraries.now().pathsWith(DESCRIBED)) {
      line(lines, "library", library);
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, Object value) {
    lines.append(name).append(": ").append(value).append(System.lineSeparator());
  }

  private static Properties readBuild() throws IOException {
    var build = new Properties();
    String resource = "/torch4j/build.properties";
    try (InputStream in = Natives.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new TorchException(
            "class path: got no " + resource + ", expected that of torch4j's jar", "");
      }
      build.load(in);
    }
    return build;
  }
}
