package torch4j.samples.ports;

import static torch4j.Torch.*;

import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.jit.Jit;
import torch4j.jit.ScriptModule;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.functional.F;
import torch4j.optim.SGD;
import torch4j.samples.data.Digits;

/**
 * A new head on the frozen body of a network that was scripted, after the transfer learning
 * tutorial.
 */
final class FineTune {
  private FineTune() {}

  static final class FineTuned extends Module {
    private final ScriptModule body;
    private final Linear head = new Linear(64, 10);

    FineTuned(ScriptModule body) {
      this.body = body;
      body.eval().requiresGrad_(false);
    }

    @Override
    public Tensor forward(Tensor x) {
      return head.call(body.call(x));
    }
  }

  static DoubleSupplier training() {
    manualSeed(0);
    Tensor images = Digits.images();
    Tensor labels = Digits.labels();
    var model =
        new FineTuned(Jit.load(Digits.class.getResourceAsStream("/torch4j/samples/body.pt")));
    var optimizer = new SGD(model.head.parameters(), SGD.options().lr(0.1).momentum(0.9));
    return () -> {
      try (var scope = scope()) {
        Tensor batch = randint(images.size(0), dims(64));
        Tensor outputs = model.call(images.get(batch));
        Tensor loss = F.crossEntropy(outputs, labels.get(batch));
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
        return loss.itemDouble();
      }
    };
  }
}
