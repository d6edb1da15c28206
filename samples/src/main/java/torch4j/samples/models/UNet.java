package torch4j.samples.models;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.ConvTranspose2d;
import torch4j.nn.MaxPool2d;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;

/**
 * A U-Net: images {@code [N, channels, H, W]} to a score for each class and pixel, {@code [N,
 * classes, H, W]}; H and W multiples of 4. Ronneberger et al., U-Net, 2015.
 */
public final class UNet extends Module {
  private final MaxPool2d pool = new MaxPool2d(2);
  private final Sequential down1;
  private final Sequential down2;
  private final Sequential bottom;
  private final ConvTranspose2d up2;
  private final Sequential merge2;
  private final ConvTranspose2d up1;
  private final Sequential merge1;
  private final Conv2d head;

  /**
   * A network with {@code width} channels at full resolution, twice as many at each further one.
   */
  public UNet(long channels, long classes, long width) {
    down1 = twoConvolutions(channels, width);
    down2 = twoConvolutions(width, 2 * width);
    bottom = twoConvolutions(2 * width, 4 * width);
    var twice = ConvTranspose2d.options().stride(2);
    up2 = new ConvTranspose2d(4 * width, 2 * width, 2, twice);
    merge2 = twoConvolutions(4 * width, 2 * width);
    up1 = new ConvTranspose2d(2 * width, width, 2, twice);
    merge1 = twoConvolutions(2 * width, width);
    head = new Conv2d(width, classes, 1);
  }

  private static Sequential twoConvolutions(long in, long out) {
    var options = Conv2d.options().padding(1).bias(false);
    return new Sequential(
        new Conv2d(in, out, 3, options),
        new BatchNorm2d(out),
        new ReLU(),
        new Conv2d(out, out, 3, options),
        new BatchNorm2d(out),
        new ReLU());
  }

  @Override
  public Tensor forward(Tensor images) {
    Tensor full = down1.call(images);
    Tensor half = down2.call(pool.call(full));
    Tensor quarter = bottom.call(pool.call(half));
    Tensor x = merge2.call(beside(up2.call(quarter), half));
    return head.call(merge1.call(beside(up1.call(x), full)));
  }

  private static Tensor beside(Tensor a, Tensor b) {
    return Torch.cat(List.of(a, b), 1);
  }
}
