package torch4j.samples.tutorial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.nn.Linear;
import torch4j.optim.SGD;
import torch4j.optim.lr.CosineAnnealingLR;
import torch4j.optim.lr.ExponentialLR;
import torch4j.optim.lr.LRScheduler;
import torch4j.optim.lr.ReduceLROnPlateau;
import torch4j.optim.lr.StepLR;
import torch4j.samples.SampleException;
import torch4j.training.History;

/** The learning rates of four schedulers, epoch by epoch, each drawn to a PNG. */
@Command(
    name = "schedulers",
    description = "StepLR, ExponentialLR, CosineAnnealingLR and ReduceLROnPlateau as charts.",
    mixinStandardHelpOptions = true)
public final class Schedulers implements Callable<Integer> {
  private static final double LR = 0.1;
  // The validation loss that ReduceLROnPlateau is given falls until here, and no further.
  private static final double FLAT_FROM = 20;

  @Option(names = "--epochs", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/schedulers",
      description = "Where the charts are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  private static Map<String, Function<SGD, LRScheduler>> schedulers() {
    Map<String, Function<SGD, LRScheduler>> schedulers = new LinkedHashMap<>();
    schedulers.put("StepLR", sgd -> new StepLR(sgd, 30, StepLR.options().gamma(0.1)));
    schedulers.put("ExponentialLR", sgd -> new ExponentialLR(sgd, 0.95));
    schedulers.put("CosineAnnealingLR", sgd -> new CosineAnnealingLR(sgd, 100));
    schedulers.put(
        "ReduceLROnPlateau",
        sgd ->
            new ReduceLROnPlateau(
                sgd,
                ReduceLROnPlateau.options()
                    .mode(ReduceLROnPlateau.Mode.MIN)
                    .factor(0.5)
                    .patience(5)));
    return schedulers;
  }

  @Override
  public Integer call() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new SampleException("--out: got " + out + ", expected a folder: " + e.getMessage());
    }
    schedulers().forEach(this::draw);
    return 0;
  }

  private void draw(String name, Function<SGD, LRScheduler> schedule) {
    History curve = curve(schedule);
    Path png = out.resolve(name + ".png");
    curve.chart(png, "lr");
    List<Double> rates = curve.get("lr");
    System.out.printf(
        "%-17s  lr %.4g in the first epoch, %.4g in the last: %s%n",
        name, rates.get(0), rates.get(rates.size() - 1), png);
  }

  private History curve(Function<SGD, LRScheduler> schedule) {
    Torch.manualSeed(0);
    var optimizer = new SGD(new Linear(1, 1).parameters(), SGD.options().lr(LR));
    LRScheduler scheduler = schedule.apply(optimizer);
    var history = new History();
    for (int epoch = 0; epoch < epochs; epoch++) {
      history.add(new History.Epoch(epoch, epoch, 0, Map.of("lr", scheduler.getLastLr().get(0))));
      optimizer.step(); // an epoch of training
      if (scheduler instanceof ReduceLROnPlateau plateau) {
        plateau.step(1 / Math.min(epoch + 1, FLAT_FROM));
      } else {
        scheduler.step();
      }
    }
    return history;
  }
}
