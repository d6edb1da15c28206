package torch4j.samples.ports;

import static torch4j.Torch.*;

import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.nn.FunctionModule;
import torch4j.nn.Linear;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;
import torch4j.optim.Adam;
import torch4j.samples.data.Digits;

/** A variational autoencoder of the digits, after pytorch/examples/vae. */
final class Vae {
  private Vae() {}

  record Gaussian(Tensor mu, Tensor logvar) {}

  record Output(Tensor recon, Tensor mu, Tensor logvar) {}

  static final class VAE extends FunctionModule<Tensor, Output> {
    private final Linear fc1 = new Linear(64, 400);
    private final Linear fc21 = new Linear(400, 20);
    private final Linear fc22 = new Linear(400, 20);
    private final Linear fc3 = new Linear(20, 400);
    private final Linear fc4 = new Linear(400, 64);

    Gaussian encode(Tensor x) {
      Tensor h1 = F.relu(fc1.call(x));
      return new Gaussian(fc21.call(h1), fc22.call(h1));
    }

    Tensor reparameterize(Tensor mu, Tensor logvar) {
      Tensor std = exp(logvar.mul(0.5));
      Tensor eps = randnLike(std);
      return mu.add(eps.mul(std));
    }

    Tensor decode(Tensor z) {
      Tensor h3 = F.relu(fc3.call(z));
      return sigmoid(fc4.call(h3));
    }

    @Override
    public Output forwardAll(Tensor x) {
      Gaussian q = encode(x.view(-1, 64));
      Tensor z = reparameterize(q.mu, q.logvar);
      return new Output(decode(z), q.mu, q.logvar);
    }
  }

  private static Tensor lossFunction(Output out, Tensor x) {
    Tensor bce = F.binaryCrossEntropy(out.recon, x.view(-1, 64), Reduction.SUM);
    Tensor kld = sum(out.logvar.add(1).sub(out.mu.pow(2)).sub(out.logvar.exp())).mul(-0.5);
    return bce.add(kld).div(x.size(0));
  }

  static DoubleSupplier training() {
    manualSeed(0);
    Tensor images = Digits.images();
    var model = new VAE();
    var optimizer = new Adam(model.parameters(), Adam.options().lr(1e-3));
    return () -> {
      try (var scope = scope()) {
        Tensor data = images.get(randint(images.size(0), dims(128)));
        optimizer.zeroGrad();
        Output out = model.callAll(data);
        Tensor loss = lossFunction(out, data);
        loss.backward();
        optimizer.step();
        return loss.itemDouble();
      }
    };
  }
}
