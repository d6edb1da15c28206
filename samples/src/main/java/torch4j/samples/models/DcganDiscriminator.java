package torch4j.samples.models;

import torch4j.Tensor;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.Flatten;
import torch4j.nn.LeakyReLU;
import torch4j.nn.Module;
import torch4j.nn.Sequential;
import torch4j.nn.Sigmoid;
import torch4j.nn.init.Init;

/**
 * The half of a DCGAN that tells real images from made ones: {@code [N, 3, 32, 32]} to the
 * probability {@code [N, 1]} that each is real.
 */
public final class DcganDiscriminator extends Module {
  private static final double SLOPE = 0.2;

  private final Sequential main;

  /** A network with {@code width} channels at 16×16. */
  public DcganDiscriminator(long width) {
    var half = Conv2d.options().stride(2).padding(1).bias(false);
    main =
        new Sequential(
            new Conv2d(3, width, 4, half),
            new LeakyReLU(SLOPE, true),
            new Conv2d(width, 2 * width, 4, half),
            new BatchNorm2d(2 * width),
            new LeakyReLU(SLOPE, true),
            new Conv2d(2 * width, 4 * width, 4, half),
            new BatchNorm2d(4 * width),
            new LeakyReLU(SLOPE, true),
            new Conv2d(4 * width, 1, 4, Conv2d.options().bias(false)),
            new Flatten(),
            new Sigmoid());
    apply(DcganDiscriminator::initialise);
  }

  // The paper's first values.
  private static void initialise(Module module) {
    if (module instanceof Conv2d convolution) {
      Init.normal_(convolution.weight(), 0, 0.02);
    } else if (module instanceof BatchNorm2d norm) {
      Init.normal_(norm.weight(), 1, 0.02);
      Init.zeros_(norm.bias());
    }
  }

  @Override
  public Tensor forward(Tensor images) {
    return main.call(images);
  }
}
