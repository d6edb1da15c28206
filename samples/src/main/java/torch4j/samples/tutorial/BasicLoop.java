package torch4j.samples.tutorial;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.DataLoader;
import torch4j.data.TensorDataset;
import torch4j.nn.Linear;
import torch4j.nn.MSELoss;
import torch4j.optim.SGD;

/** The simplest loop there is: a linear model, the squared error, gradient descent. */
@Command(
    name = "basic-loop",
    description = "The simplest training loop: Linear(10, 1), MSELoss, SGD.",
    mixinStandardHelpOptions = true)
public final class BasicLoop implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    Tensor x = Torch.randn(256, 10);
    Tensor y = x.matmul(Torch.randn(10, 1));
    var loader =
        new DataLoader<>(new TensorDataset(x, y), DataLoader.options().batchSize(32).shuffle(true));

    var model = new Linear(10, 1);
    var criterion = new MSELoss();
    var optimizer = new SGD(model.parameters(), SGD.options().lr(0.01));

    model.train();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      float last = 0;
      for (var batch : loader) {
        Tensor outputs = model.call(batch.data());
        Tensor loss = criterion.call(outputs, batch.target());
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
        last = loss.itemFloat();
      }
      if (epoch % 10 == 0) {
        System.out.printf("Epoch [%d/%d], Loss: %.6f%n", epoch, epochs, last);
      }
    }
    return 0;
  }
}
