package torch4j.data.transforms;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Sizes;

/**
 * The center of images {@code [..., H, W]}, padded with zeros where they are smaller. Same as
 * {@code torchvision.transforms.v2.CenterCrop}.
 */
public final class CenterCrop extends ImageTransform {
  private final long[] size;

  /** A square of this size. */
  public CenterCrop(long size) {
    this(Sizes.of(size));
  }

  /** Of this height and width. */
  public CenterCrop(long height, long width) {
    this(Sizes.of(height, width));
  }

  /**
   * Of a height and a width, or one size for both.
   *
   * @throws IllegalArgumentException if a size is less than 1, or there are more than two
   */
  public CenterCrop(Sizes size) {
    super(2);
    this.size = Resizing.pair("size", size);
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    long missingHeight = Math.max(size[0] - image.size(HEIGHT), 0);
    long missingWidth = Math.max(size[1] - image.size(WIDTH), 0);
    Tensor padded = image;
    if (missingHeight + missingWidth > 0) {
      padded =
          F.pad(
              image,
              missingWidth / 2,
              (missingWidth + 1) / 2,
              missingHeight / 2,
              (missingHeight + 1) / 2);
    }
    long top = (long) Math.rint((padded.size(HEIGHT) - size[0]) / 2.0);
    long left = (long) Math.rint((padded.size(WIDTH) - size[1]) / 2.0);
    return Cropping.crop(padded, top, left, size[0], size[1]);
  }
}
