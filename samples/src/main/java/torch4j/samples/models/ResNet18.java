package torch4j.samples.models;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.AdaptiveAvgPool2d;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;

/**
 * ResNet-18 with torchvision's names and layout: images {@code [N, 3, H, W]} to scores {@code [N,
 * classes]}. He et al., Deep Residual Learning for Image Recognition, 2015.
 */
public final class ResNet18 extends Module {
  private final Conv2d conv1 =
      new Conv2d(3, 64, 7, Conv2d.options().stride(2).padding(3).bias(false));
  private final BatchNorm2d bn1 = new BatchNorm2d(64);
  private final ReLU relu = new ReLU(true);
  private final MaxPool2d maxpool = new MaxPool2d(3, MaxPool2d.options().stride(2).padding(1));
  private final Sequential layer1 = stage(64, 64, 1);
  private final Sequential layer2 = stage(64, 128, 2);
  private final Sequential layer3 = stage(128, 256, 2);
  private final Sequential layer4 = stage(256, 512, 2);
  private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
  private final Linear fc;

  /** A network for so many classes. */
  public ResNet18(long classes) {
    fc = new Linear(512, classes);
  }

  private static Sequential stage(long in, long out, long stride) {
    return new Sequential(new BasicBlock(in, out, stride), new BasicBlock(out, out, 1));
  }

  @Override
  public Tensor forward(Tensor images) {
    Tensor x = layer4.call(layer3.call(layer2.call(layer1.call(stem(images)))));
    return fc.call(Torch.flatten(avgpool.call(x), 1, -1));
  }

  // The largest tensors of all: a scope of their own frees them as early as Python does.
  private Tensor stem(Tensor images) {
    try (var scope = Torch.scope()) {
      return scope.detach(maxpool.call(relu.call(bn1.call(conv1.call(images)))));
    }
  }

  /** Two convolutions, and the input added to what they make of it. */
  private static final class BasicBlock extends Module {
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final ReLU relu = new ReLU(true);
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Sequential downsample;

    BasicBlock(long in, long out, long stride) {
      var options = Conv2d.options().padding(1).bias(false);
      conv1 = new Conv2d(in, out, 3, options.stride(stride));
      bn1 = new BatchNorm2d(out);
      conv2 = new Conv2d(out, out, 3, options);
      bn2 = new BatchNorm2d(out);
      downsample = stride == 1 ? null : shortcut(in, out, stride);
    }

    private static Sequential shortcut(long in, long out, long stride) {
      var options = Conv2d.options().stride(stride).bias(false);
      return new Sequential(new Conv2d(in, out, 1, options), new BatchNorm2d(out));
    }

    @Override
    public Tensor forward(Tensor x) {
      try (var scope = Torch.scope()) {
        Tensor out = relu.call(bn1.call(conv1.call(x)));
        out = bn2.call(conv2.call(out));
        return scope.detach(relu.call(out.add_(downsample == null ? x : downsample.call(x))));
      }
    }
  }
}
