package torch4j.data.transforms;

import java.awt.image.BufferedImage;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * Images as float32 tensors {@code [C, H, W]} from 0 to 1. Same as {@code
 * torchvision.transforms.ToTensor}. A uint8 tensor is an image, too: torch4j's datasets have them
 * where torchvision's have images of Pillow. Tensors of other dtypes are left as they are.
 */
public final class ToTensor extends ImageTransform {
  /** The conversion. */
  public ToTensor() {
    super(0);
  }

  /** The channels of an image: gray, RGB, or RGB and alpha. */
  public Tensor apply(BufferedImage image) {
    try (var scope = Torch.scope()) {
      return scope.detach(scaled(new ToImage().apply(image)));
    }
  }

  /**
   * The channels of bytes that are in the order height, width, channels.
   *
   * @throws IllegalArgumentException if there are more or fewer bytes than sizes say
   */
  public Tensor apply(byte[] pixels, int height, int width, int channels) {
    try (var scope = Torch.scope()) {
      return scope.detach(scaled(ToImage.ofBytes("ToTensor", pixels, height, width, channels)));
    }
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return image.dtype() == DType.uint8 ? scaled(image) : image;
  }

  private static Tensor scaled(Tensor image) {
    return image.to(DType.float32).div_(255.0);
  }
}
