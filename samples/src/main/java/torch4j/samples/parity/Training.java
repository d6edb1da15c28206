package torch4j.samples.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Module;
import torch4j.optim.Optimizer;

/**
 * One run of 50 steps on random data.
 *
 * @param model what is trained
 * @param input draws a batch
 * @param optimizer steps
 * @param beforeStep runs between backward and step: clipping
 * @param afterStep is told the loss after the step: schedules
 */
record Training(
    Module model,
    Supplier<Tensor> input,
    Optimizer<?> optimizer,
    Runnable beforeStep,
    DoubleConsumer afterStep) {
  private static final int STEPS = 50;
  private static final long CLASSES = 10;

  /** The losses of all steps. */
  List<Double> run() {
    var criterion = new CrossEntropyLoss();
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      try (var scope = Torch.scope()) {
        Tensor x = input.get();
        Tensor y = Torch.randint(0, CLASSES, new long[] {x.size(0)});
        optimizer.zeroGrad();
        Tensor loss = criterion.call(model.call(x), y);
        loss.backward();
        beforeStep.run();
        optimizer.step();
        losses.add((double) loss.itemFloat());
        afterStep.accept(loss.itemFloat());
      }
    }
    return losses;
  }
}
