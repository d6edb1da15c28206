package torch4j.samples.ports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import torch4j.samples.SampleException;

/** {@code samples/run ports [NAME]}: trains a port, or all of them, for 30 steps. */
@Command(
    name = "ports",
    mixinStandardHelpOptions = true,
    description =
        "Programs of PyTorch's examples in Java: vae, wordlm, gpt, actorcritic, dcgan, finetune.")
public final class Ports implements Callable<Integer> {
  /** How many steps are compared with Python's. */
  public static final int STEPS = 30;

  private static final Map<String, Supplier<DoubleSupplier>> TRAININGS = trainings();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "vae, wordlm, gpt, actorcritic, dcgan or finetune; all of them without a name")
  private List<String> names = List.of();

  private static Map<String, Supplier<DoubleSupplier>> trainings() {
    Map<String, Supplier<DoubleSupplier>> trainings = new LinkedHashMap<>();
    trainings.put("vae", Vae::training);
    trainings.put("wordlm", () -> new WordLm().training());
    trainings.put("gpt", Gpt::training);
    trainings.put("actorcritic", ActorCritic::training);
    trainings.put("dcgan", Dcgan::training);
    trainings.put("finetune", FineTune::training);
    return trainings;
  }

  /** The names of the ports; the Python program of NAME is samples/ports/NAME.py. */
  public static List<String> names() {
    return List.copyOf(TRAININGS.keySet());
  }

  /**
   * Makes a port's model from its seed.
   *
   * @return trains one step and returns the loss
   * @throws SampleException if there is no port of this name
   */
  public static DoubleSupplier training(String name) {
    Supplier<DoubleSupplier> training = TRAININGS.get(name);
    if (training == null) {
      throw new SampleException(
          "NAME: got \"" + name + "\", expected one of " + String.join(", ", names()));
    }
    return training.get();
  }

  /** The losses of a port's first {@value #STEPS} steps. */
  public static List<Double> losses(String name) {
    return DoubleStream.generate(training(name)).limit(STEPS).boxed().toList();
  }

  @Override
  public Integer call() {
    for (String name : names.isEmpty() ? names() : names) {
      List<Double> losses = losses(name);
      for (int i = 0; i < STEPS; i++) {
        System.out.printf(
            Locale.ROOT, "%s: Step [%d/%d], Loss: %.6f%n", name, i + 1, STEPS, losses.get(i));
      }
    }
    return 0;
  }
}
