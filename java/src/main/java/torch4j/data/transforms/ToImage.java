package torch4j.data.transforms;

import java.awt.image.BufferedImage;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Images of Java as uint8 tensors {@code [C, H, W]}. Same as {@code
 * torchvision.transforms.v2.ToImage}, which leaves tensors as they are.
 */
public final class ToImage extends ImageTransform {
  /** The conversion. */
  public ToImage() {
    super(0);
  }

  /** The channels of an image: gray, RGB, or RGB and alpha. */
  public Tensor apply(BufferedImage image) {
    return Torch.fromImage(Require.nonNull(image, "ToImage: image", "an image"));
  }

  /**
   * The channels of bytes that are in the order height, width, channels.
   *
   * @throws IllegalArgumentException if there are more or fewer bytes than sizes say
   */
  public Tensor apply(byte[] pixels, int height, int width, int channels) {
    return ofBytes("ToImage", pixels, height, width, channels);
  }

  static Tensor ofBytes(String name, byte[] pixels, int height, int width, int channels) {
    Require.nonNull(pixels, name + ": pixels", "bytes");
    boolean fits = height > 0 && width > 0 && channels > 0;
    if (!fits || pixels.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          "%s: pixels: got %d bytes for [%d, %d, %d], expected height * width * channels"
              .formatted(name, pixels.length, height, width, channels));
    }
    try (var scope = Torch.scope()) {
      return scope.detach(
          Torch.tensor(pixels).view(height, width, channels).permute(2, 0, 1).contiguous());
    }
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return image;
  }
}
