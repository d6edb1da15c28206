package torch4j.samples.checkpoint;

import java.nio.file.Path;
import java.util.List;
import torch4j.Torch;

/**
 * A part of a training run as a process of its own: {@code END LOAD SAVE}, where a dash is no file.
 * Prints a loss a line, all its bits in hexadecimal, as train.py does.
 */
final class TrainingProcess {
  private TrainingProcess() {}

  /** Runs the part. */
  public static void main(String[] arguments) {
    Torch.setNumThreads(1); // as many as train.py: sums depend on it
    var training =
        arguments[1].equals("-") ? Training.begin(0) : Training.resume(Path.of(arguments[1]));
    List<Float> losses = training.trainUntil(Long.parseLong(arguments[0]));
    losses.forEach(loss -> System.out.println(Integer.toHexString(Float.floatToIntBits(loss))));
    if (!arguments[2].equals("-")) {
      training.save(Path.of(arguments[2]));
    }
  }
}
