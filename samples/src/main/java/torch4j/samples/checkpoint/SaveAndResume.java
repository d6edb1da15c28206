package torch4j.samples.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.samples.SampleException;

/**
 * {@code samples/run checkpoint}: saves, stops, resumes, and loses nothing; by hand and by the
 * trainer.
 */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    description =
        "Saves a run at its middle, resumes it, and has the losses of a run without a stop.")
public final class SaveAndResume implements Callable<Integer> {
  private static final int STEPS = 40;
  private static final int EPOCHS = 4;

  @Option(
      names = "--file",
      description = "Where to save the checkpoint; by default a file that is deleted afterwards.")
  private Path file;

  /**
   * Trains twice.
   *
   * @return 0 if all losses are the same, else 1
   */
  @Override
  public Integer call() {
    try {
      if (file != null) {
        return run(file);
      }
      Path temporary = Files.createTempFile("checkpoint", ".pt");
      try {
        return run(temporary);
      } finally {
        Files.delete(temporary);
      }
    } catch (IOException e) {
      throw new SampleException("the temporary folder: " + e.getMessage());
    }
  }

  private static int run(Path path) throws IOException {
    boolean same = byHand(path);
    Path folder = Files.createTempDirectory("checkpoints");
    try {
      same &= byTrainer(folder);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(saved -> saved.toFile().delete());
      }
      Files.delete(folder);
    }
    return same ? 0 : 1;
  }

  private static boolean byHand(Path path) {
    List<Float> whole = Training.begin(0).trainUntil(STEPS);
    var training = Training.begin(0);
    List<Float> resumed = new ArrayList<>(training.trainUntil(STEPS / 2));
    training.save(path);
    resumed.addAll(Training.resume(path).trainUntil(STEPS));
    for (int step = 0; step < STEPS; step += 5) {
      System.out.printf(
          "step %2d  loss %.6f  resumed %.6f%n", step, whole.get(step), resumed.get(step));
    }
    boolean same = whole.equals(resumed);
    System.out.println(
        STEPS
            + " losses, saved and resumed after "
            + STEPS / 2
            + ": "
            + (same ? "identical" : "DIFFERENT"));
    return same;
  }

  private static boolean byTrainer(Path folder) {
    var withTrainer = new WithTrainer(folder);
    List<Double> whole = withTrainer.whole(EPOCHS);
    List<Double> resumed = withTrainer.resumed(EPOCHS);
    boolean same = whole.equals(resumed);
    System.out.printf(
        "%d epochs of the trainer, resumed after %d: %s%n",
        EPOCHS, EPOCHS / 2, same ? "identical" : "DIFFERENT");
    return same;
  }
}
