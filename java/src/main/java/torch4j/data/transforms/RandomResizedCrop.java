package torch4j.data.transforms;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.InterpolationMode;
import torch4j.nn.functional.Sizes;
import torch4j.processor.Withers;

/**
 * A part of images {@code [..., C, H, W]} of random area and aspect ratio, resized. Same as {@code
 * torchvision.transforms.v2.RandomResizedCrop}.
 */
public final class RandomResizedCrop extends ImageTransform {
  private static final int TRIES = 10;

  private final long[] size;
  private final Options options;

  /**
   * Options beside the size, with torchvision's defaults.
   *
   * @param scale the area of the part, compared to that of the image
   * @param ratio the aspect ratio of the part, width to height
   * @param interpolation nearest, nearest-exact, bilinear or bicubic
   * @param antialias whether to filter while shrinking, in the bilinear and bicubic modes
   */
  @Withers
  public record Options(
      Range scale, Range ratio, InterpolationMode interpolation, boolean antialias)
      implements RandomResizedCropOptionsWithers {
    /** Checks the values. */
    public Options {
      Require.nonNull(scale, "scale", "a range")
          .requireWithin("scale", 0, Double.POSITIVE_INFINITY);
      requireRatio(ratio);
      Resizing.required(interpolation);
    }
  }

  static Range requireRatio(Range ratio) {
    return Require.nonNull(ratio, "ratio", "a range")
        .requireWithin("ratio", Double.MIN_NORMAL, Double.POSITIVE_INFINITY);
  }

  /** torchvision's defaults: 0.08 to 1 of the area, ratios of 3/4 to 4/3, bilinear. */
  public static Options options() {
    return new Options(
        new Range(0.08, 1), new Range(3.0 / 4, 4.0 / 3), InterpolationMode.BILINEAR, true);
  }

  /** To a square of this size. */
  public RandomResizedCrop(long size) {
    this(Sizes.of(size), options());
  }

  /** To a square of this size, with options. */
  public RandomResizedCrop(long size, Options options) {
    this(Sizes.of(size), options);
  }

  /**
   * To a height and a width, or one size for both.
   *
   * @throws IllegalArgumentException if a size is less than 1, or there are more than two
   */
  public RandomResizedCrop(Sizes size, Options options) {
    super(3);
    this.size = Resizing.pair("size", size);
    this.options = Require.nonNull(options, "options", "options");
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    if (image.numel() == 0) {
      throw refused(image, "an image with pixels");
    }
    long[] part = part(image.size(HEIGHT), image.size(WIDTH), draws);
    return Resizing.resized(
        Cropping.crop(image, part[0], part[1], part[2], part[3]),
        size,
        options.interpolation,
        options.antialias);
  }

  // Top, left, height, width.
  private long[] part(long height, long width, Draws draws) {
    for (int i = 0; i < TRIES; i++) {
      double area = height * width * draws.uniform(options.scale);
      double ratio = draws.ratio(options.ratio);
      long w = (long) Math.rint(Math.sqrt(area * ratio));
      long h = (long) Math.rint(Math.sqrt(area / ratio));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        long top = draws.integer(height - h + 1);
        return new long[] {top, draws.integer(width - w + 1), h, w};
      }
    }
    double ratio = (double) width / height;
    long w = width;
    long h = height;
    if (ratio < options.ratio.min()) {
      h = (long) Math.rint(w / options.ratio.min());
    } else if (ratio > options.ratio.max()) {
      w = (long) Math.rint(h * options.ratio.max());
    }
    return new long[] {(height - h) / 2, (width - w) / 2, h, w};
  }
}
