package torch4j.data.transforms;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.InterpolationMode;
import torch4j.nn.functional.Sizes;
import torch4j.processor.Withers;

/** Resizes images {@code [..., C, H, W]}. Same as {@code torchvision.transforms.v2.Resize}. */
public final class Resize extends ImageTransform {
  private final Sizes size;
  private final Options options;

  /**
   * Options beside the size, with torchvision's defaults.
   *
   * @param interpolation nearest, nearest-exact, bilinear or bicubic
   * @param maxSize the largest size of the longer edge, if only the shorter one is given; null for
   *     none
   * @param antialias whether to filter while shrinking, in the bilinear and bicubic modes
   */
  @Withers
  public record Options(InterpolationMode interpolation, Integer maxSize, boolean antialias)
      implements ResizeOptionsWithers {
    /** Checks the values. */
    public Options {
      Resizing.required(interpolation);
      if (maxSize != null && maxSize < 1) {
        throw new IllegalArgumentException("maxSize: got " + maxSize + ", expected >= 1");
      }
    }
  }

  /** torchvision's defaults: bilinear, with antialiasing. */
  public static Options options() {
    return new Options(InterpolationMode.BILINEAR, null, true);
  }

  /** The shorter edge gets this size, the other one in proportion. */
  public Resize(long size) {
    this(Sizes.of(size), options());
  }

  /** To this height and width. */
  public Resize(long height, long width) {
    this(Sizes.of(height, width), options());
  }

  /**
   * To a height and a width, or with one size for the shorter edge.
   *
   * @throws IllegalArgumentException if a size is less than 1, there are more than two, or {@code
   *     maxSize} is not above the size of the shorter edge, or given with two sizes
   */
  public Resize(Sizes size, Options options) {
    super(3);
    Resizing.pair("size", size);
    this.size = size;
    this.options = Require.nonNull(options, "options", "options");
    Integer most = options.maxSize;
    if (most != null && (size.values().size() == 2 || most <= size.values().get(0))) {
      throw new IllegalArgumentException(
          "maxSize: got " + most + " with size " + size + ", expected one size, below maxSize");
    }
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    if (image.numel() == 0) {
      throw refused(image, "an image with pixels");
    }
    return Resizing.resized(
        image,
        output(image.size(HEIGHT), image.size(WIDTH)),
        options.interpolation,
        options.antialias);
  }

  private long[] output(long height, long width) {
    if (size.values().size() == 2) {
      return size.forDimensions("size", 2);
    }
    long shorter = size.values().get(0);
    long longer = (long) (shorter * Math.max(height, width) / (double) Math.min(height, width));
    if (options.maxSize != null && longer > options.maxSize) {
      shorter = (long) (options.maxSize * shorter / (double) longer);
      longer = options.maxSize;
    }
    if (shorter < 1) {
      throw new IllegalArgumentException(
          "Resize: input: got "
              + height
              + " x "
              + width
              + ", expected edges that are 1 or more after resizing");
    }
    return width <= height ? new long[] {longer, shorter} : new long[] {shorter, longer};
  }
}
