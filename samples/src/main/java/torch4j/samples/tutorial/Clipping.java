package torch4j.samples.tutorial;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.AdamW;
import torch4j.samples.models.LstmClassifier;

/** Gradient clipping: between backward and step, and in one call with the step. */
@Command(
    name = "clipping",
    description = "Gradient clipping of an LSTM: clip and step, and both in one call.",
    mixinStandardHelpOptions = true)
public final class Clipping implements Callable<Integer> {
  private static final double MAX_NORM = 0.25;

  @Option(names = "--steps", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final CrossEntropyLoss criterion = new CrossEntropyLoss();

  @Override
  public Integer call() {
    LstmClassifier separately = train(false);
    LstmClassifier inOneCall = train(true);
    boolean same = true;
    for (int i = 0; i < separately.parameters().size(); i++) {
      same &= separately.parameters().get(i).equal(inOneCall.parameters().get(i));
    }
    System.out.println("same weights by one call: " + same);
    return 0;
  }

  private LstmClassifier train(boolean inOneCall) {
    Torch.manualSeed(seed);
    var model = new LstmClassifier(16, 32, 10);
    var optimizer = new AdamW(model.parameters(), AdamW.options().lr(1e-2));

    for (int step = 1; step <= steps; step++) {
      try (var scope = Torch.scope()) {
        Tensor x = Torch.randn(32, 12, 16);
        Tensor y = x.select(1, 11).narrow(1, 0, 10).argmax(1, false);

        optimizer.zeroGrad();
        Tensor loss = criterion.call(model.call(x), y);
        loss.backward();

        Tensor norm;
        if (inOneCall) {
          norm = optimizer.clipStep(MAX_NORM);
        } else {
          norm = ClipGrad.clipGradNorm_(model.parameters(), MAX_NORM);
          optimizer.step();
        }

        if (step % 10 == 0 && !inOneCall) {
          System.out.printf(
              "Step [%d/%d] norm=%.4f loss=%.4f%n",
              step, steps, norm.itemFloat(), loss.itemFloat());
        }
      }
    }
    return model;
  }
}
