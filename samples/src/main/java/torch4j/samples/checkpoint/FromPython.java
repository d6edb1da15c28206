package torch4j.samples.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import torch4j.samples.SampleException;

/**
 * {@code samples/run from-python}: one training run, half in Python and half in Java, either first,
 * against the same run of Python alone.
 */
@Command(
    name = "from-python",
    mixinStandardHelpOptions = true,
    description = "Resumes in Java a run that Python began, and the other way; same bits.")
public final class FromPython implements Callable<Integer> {
  private static final String PROPERTY = "torch4j.bench.";
  private static final int STEPS = 40;

  /**
   * Runs all four halves.
   *
   * @return 0 if every loss has the same bits, else 1
   */
  @Override
  public Integer call() {
    try {
      Path folder = Files.createTempDirectory("from-python");
      try {
        return run(folder.resolve("python.pt"), folder.resolve("java.pt"));
      } finally {
        Files.deleteIfExists(folder.resolve("python.pt"));
        Files.deleteIfExists(folder.resolve("java.pt"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new SampleException("the temporary folder: " + e.getMessage());
    }
  }

  private static int run(Path byPython, Path byJava) {
    List<String> whole = python(STEPS, "-", "-");
    List<String> pythonFirst = new ArrayList<>(python(STEPS / 2, "-", byPython.toString()));
    pythonFirst.addAll(java(STEPS, byPython.toString(), "-"));
    List<String> javaFirst = new ArrayList<>(java(STEPS / 2, "-", byJava.toString()));
    javaFirst.addAll(python(STEPS, byJava.toString(), "-"));
    System.out.printf(
        "%4s  %12s  %16s  %16s%n", "step", "python", "python, then java", "java, then python");
    for (int step = 0; step < STEPS; step += 4) {
      System.out.printf(
          "%4d  %12.8f  %16.8f  %16.8f%n",
          step, loss(whole.get(step)), loss(pythonFirst.get(step)), loss(javaFirst.get(step)));
    }
    boolean same = whole.equals(pythonFirst) && whole.equals(javaFirst);
    System.out.println(STEPS + " losses, the same bits: " + (same ? "yes" : "NO"));
    return same ? 0 : 1;
  }

  private static float loss(String bits) {
    return Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
  }

  private static String given(String name) {
    String value = System.getProperty(PROPERTY + name);
    if (value == null) {
      throw new SampleException("-D" + PROPERTY + name + " was not given; start with samples/run");
    }
    return value;
  }

  private static List<String> python(int end, String load, String save) {
    return output(List.of(given("python"), given("checkpoint"), Integer.toString(end), load, save));
  }

  // On Python's own LibTorch, where the same operators give the same bits.
  private static List<String> java(int end, String load, String save) {
    // Where torch is, without the seconds of its own start.
    String code =
        "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])";
    String torch = output(List.of(given("python"), "-c", code)).get(0);
    return output(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dtorch4j.libtorch=" + Path.of(torch, "lib"),
            "-cp",
            System.getProperty("java.class.path"),
            TrainingProcess.class.getName(),
            Integer.toString(end),
            load,
            save));
  }

  private static List<String> output(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new SampleException(command.get(0) + ": ended with status " + status);
      }
      return out.strip().lines().toList();
    } catch (IOException e) {
      throw new SampleException(command.get(0) + ": cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampleException("interrupted");
    }
  }
}
