package torch4j.data.transforms;

import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.InterpolationMode;
import torch4j.nn.functional.Sizes;

/** {@code torchvision.transforms.v2.functional.resize} of images as tensors. */
final class Resizing {
  private Resizing() {}

  static InterpolationMode required(InterpolationMode mode) {
    return switch (Require.nonNull(mode, "interpolation", "an interpolation mode")) {
      case NEAREST, NEAREST_EXACT, BILINEAR, BICUBIC -> mode;
      default ->
          throw new IllegalArgumentException(
              "interpolation: got "
                  + mode
                  + ", expected nearest, nearest-exact, bilinear or bicubic");
    };
  }

  /** Two sizes of at least 1; one stands for both. */
  static long[] pair(String name, Sizes size) {
    return Require.nonNull(size, name, "a height and a width")
        .requireAtLeast(name, 1)
        .forDimensions(name, 2);
  }

  static Tensor resized(Tensor image, long[] size, InterpolationMode mode, boolean antialias) {
    long[] shape = image.shape();
    int height = shape.length + ImageTransform.HEIGHT;
    int width = shape.length + ImageTransform.WIDTH;
    if (shape[height] == size[0] && shape[width] == size[1]) {
      return image;
    }
    Tensor images = image.reshape(-1, shape[height - 1], shape[height], shape[width]);
    shape[height] = size[0];
    shape[width] = size[1];
    return interpolated(images, size, mode, antialias).reshape(shape);
  }

  // LibTorch interpolates uint8 itself; other integers take the way by float32.
  private static Tensor interpolated(
      Tensor images, long[] size, InterpolationMode mode, boolean antialias) {
    boolean isSmooth = mode == InterpolationMode.BILINEAR || mode == InterpolationMode.BICUBIC;
    DType dtype = images.dtype();
    boolean isDirect =
        dtype == DType.float32
            || dtype == DType.float64
            || (dtype == DType.uint8 && images.isCpu());
    Tensor resized =
        F.interpolate(
            isDirect ? images : images.to(DType.float32),
            Sizes.of(size),
            null,
            mode,
            isSmooth ? false : null,
            null,
            isSmooth && antialias);
    if (isDirect) {
      return resized;
    }
    return (dtype.isFloatingPoint() ? resized : resized.round_()).to(dtype);
  }
}
