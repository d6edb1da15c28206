package torch4j.samples.ports;

import static torch4j.Torch.*;

import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.nn.BCELoss;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.ConvTranspose2d;
import torch4j.nn.LeakyReLU;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.nn.Sigmoid;
import torch4j.nn.Tanh;
import torch4j.nn.functional.F;
import torch4j.nn.functional.InterpolateOptions;
import torch4j.nn.init.Init;
import torch4j.optim.Adam;
import torch4j.samples.data.Digits;

/** A DCGAN that draws digits of 16x16 pixels, after pytorch/examples/dcgan. */
final class Dcgan {
  private static final long BATCH = 32;
  private static final long NZ = 32;
  private static final long NGF = 16;
  private static final long NDF = 16;

  private Dcgan() {}

  private static void weightsInit(Module m) {
    if (m instanceof Conv2d conv) {
      Init.normal_(conv.weight(), 0, 0.02);
    } else if (m instanceof ConvTranspose2d conv) {
      Init.normal_(conv.weight(), 0, 0.02);
    } else if (m instanceof BatchNorm2d norm) {
      Init.normal_(norm.weight(), 1, 0.02);
      Init.zeros_(norm.bias());
    }
  }

  static final class Generator extends Module {
    private final Sequential main =
        new Sequential(
            new ConvTranspose2d(NZ, NGF * 2, 4, ConvTranspose2d.options().bias(false)),
            new BatchNorm2d(NGF * 2),
            new ReLU(true),
            new ConvTranspose2d(
                NGF * 2, NGF, 4, ConvTranspose2d.options().stride(2).padding(1).bias(false)),
            new BatchNorm2d(NGF),
            new ReLU(true),
            new ConvTranspose2d(
                NGF, 1, 4, ConvTranspose2d.options().stride(2).padding(1).bias(false)),
            new Tanh());

    @Override
    public Tensor forward(Tensor input) {
      return main.call(input);
    }
  }

  static final class Discriminator extends Module {
    private final Sequential main =
        new Sequential(
            new Conv2d(1, NDF, 4, Conv2d.options().stride(2).padding(1).bias(false)),
            new LeakyReLU(0.2, true),
            new Conv2d(NDF, NDF * 2, 4, Conv2d.options().stride(2).padding(1).bias(false)),
            new BatchNorm2d(NDF * 2),
            new LeakyReLU(0.2, true),
            new Conv2d(NDF * 2, 1, 4, Conv2d.options().bias(false)),
            new Sigmoid());

    @Override
    public Tensor forward(Tensor input) {
      return main.call(input).view(-1);
    }
  }

  static DoubleSupplier training() {
    manualSeed(0);
    var twice = InterpolateOptions.DEFAULT.scaleFactor(2);
    Tensor images = F.interpolate(Digits.images(), twice).mul(2).sub(1);
    Module netG = new Generator().apply(Dcgan::weightsInit);
    Module netD = new Discriminator().apply(Dcgan::weightsInit);
    var criterion = new BCELoss();
    var optimizerD = new Adam(netD.parameters(), Adam.options().lr(2e-4).betas(0.5, 0.999));
    var optimizerG = new Adam(netG.parameters(), Adam.options().lr(2e-4).betas(0.5, 0.999));
    Tensor ones = ones(BATCH);
    Tensor zeros = zeros(BATCH);
    return () -> {
      try (var scope = scope()) {
        // The discriminator: maximize log(D(x)) + log(1 - D(G(z))).
        netD.zeroGrad();
        Tensor real = images.get(randint(images.size(0), dims(BATCH)));
        Tensor errDReal = criterion.call(netD.call(real), ones);
        errDReal.backward();
        Tensor fake = netG.call(randn(BATCH, NZ, 1, 1));
        Tensor errDFake = criterion.call(netD.call(fake.detach()), zeros);
        errDFake.backward();
        optimizerD.step();
        // The generator: maximize log(D(G(z))).
        netG.zeroGrad();
        Tensor errG = criterion.call(netD.call(fake), ones);
        errG.backward();
        optimizerG.step();
        return errDReal.add(errDFake).add(errG).itemDouble();
      }
    };
  }
}
