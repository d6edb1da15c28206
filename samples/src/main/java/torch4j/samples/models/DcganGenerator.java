package torch4j.samples.models;

import torch4j.Tensor;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.ConvTranspose2d;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.nn.Tanh;
import torch4j.nn.init.Init;

/**
 * The half of a DCGAN that makes images of 32×32 from noise: {@code [N, noise, 1, 1]} to {@code [N,
 * 3, 32, 32]} between -1 and 1. Radford et al., Unsupervised Representation Learning with Deep
 * Convolutional GANs, 2015.
 */
public final class DcganGenerator extends Module {
  private final Sequential main;

  /** A network with {@code width} channels at 16×16. */
  public DcganGenerator(long noise, long width) {
    var first = ConvTranspose2d.options().bias(false);
    var twice = first.stride(2).padding(1);
    main =
        new Sequential(
            new ConvTranspose2d(noise, 4 * width, 4, first),
            new BatchNorm2d(4 * width),
            new ReLU(true),
            new ConvTranspose2d(4 * width, 2 * width, 4, twice),
            new BatchNorm2d(2 * width),
            new ReLU(true),
            new ConvTranspose2d(2 * width, width, 4, twice),
            new BatchNorm2d(width),
            new ReLU(true),
            new ConvTranspose2d(width, 3, 4, twice),
            new Tanh());
    apply(DcganGenerator::initialise);
  }

  // The paper's first values.
  private static void initialise(Module module) {
    if (module instanceof ConvTranspose2d convolution) {
      Init.normal_(convolution.weight(), 0, 0.02);
    } else if (module instanceof BatchNorm2d norm) {
      Init.normal_(norm.weight(), 1, 0.02);
      Init.zeros_(norm.bias());
    }
  }

  @Override
  public Tensor forward(Tensor noise) {
    return main.call(noise);
  }
}
