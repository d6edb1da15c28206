package torch4j.data.transforms;

import java.util.Arrays;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.Sizes;
import torch4j.processor.Withers;

/**
 * A part of images {@code [..., H, W]} at a random place. Same as {@code
 * torchvision.transforms.v2.RandomCrop}.
 */
public final class RandomCrop extends ImageTransform {
  private final long[] size;
  private final Options options;

  /**
   * Options beside the size, with torchvision's defaults.
   *
   * @param padding how much to pad before cropping: one number for all edges, two for left and
   *     right and for top and bottom, or four for left, top, right, bottom; null for none
   * @param padIfNeeded whether to pad images that are smaller than the size
   * @param fill the value of padded pixels
   * @param paddingMode what padded pixels are
   */
  @Withers
  public record Options(Sizes padding, boolean padIfNeeded, Fill fill, EdgePadding paddingMode)
      implements RandomCropOptionsWithers {
    /** Checks the values. */
    public Options {
      Require.nonNull(fill, "fill", "a pixel value");
      Require.nonNull(paddingMode, "paddingMode", "a padding mode");
      if (padding != null) {
        padding.requireAtLeast("padding", 0);
        int count = padding.values().size();
        if (count != 1 && count != 2 && count != 4) {
          throw new IllegalArgumentException(
              "padding: got " + count + " numbers, expected 1, 2 or 4");
        }
      }
    }
  }

  /** torchvision's defaults: no padding. */
  public static Options options() {
    return new Options(null, false, Fill.of(0), EdgePadding.CONSTANT);
  }

  /** A square of this size. */
  public RandomCrop(long size) {
    this(Sizes.of(size), options());
  }

  /** A square of this size, with options. */
  public RandomCrop(long size, Options options) {
    this(Sizes.of(size), options);
  }

  /**
   * Of a height and a width, or one size for both.
   *
   * @throws IllegalArgumentException if a size is less than 1, or there are more than two
   */
  public RandomCrop(Sizes size, Options options) {
    super(2);
    this.size = Resizing.pair("size", size);
    this.options = Require.nonNull(options, "options", "options");
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    long[] pad = padding(image.size(HEIGHT), image.size(WIDTH));
    long height = image.size(HEIGHT) + pad[2] + pad[3];
    long width = image.size(WIDTH) + pad[0] + pad[1];
    if (height < size[0] || width < size[1]) {
      throw refused(
          image,
          "at least " + size[0] + " x " + size[1] + " pixels with the padding; padIfNeeded(true)");
    }
    Tensor padded = image;
    if (Arrays.stream(pad).anyMatch(pixels -> pixels > 0)) {
      options.fill.requireFor("RandomCrop: fill", image.dim() < 3 ? 1 : image.size(CHANNELS));
      requireRoom(image, pad);
      padded = Cropping.pad(image, pad, options.fill, options.paddingMode);
    }
    long top = height > size[0] ? draws.integer(height - size[0] + 1) : 0;
    long left = width > size[1] ? draws.integer(width - size[1] + 1) : 0;
    return Cropping.crop(padded, top, left, size[0], size[1]);
  }

  // Left, right, top, bottom.
  private long[] padding(long height, long width) {
    var pad = new long[4];
    if (options.padding != null) {
      long[] given = options.padding.values().stream().mapToLong(Long::longValue).toArray();
      pad[0] = given[0];
      pad[2] = given[given.length > 1 ? 1 : 0];
      pad[1] = given.length == 4 ? given[2] : pad[0];
      pad[3] = given.length == 4 ? given[3] : pad[2];
    }
    if (options.padIfNeeded) {
      long missingHeight = Math.max(size[0] - height - pad[2] - pad[3], 0);
      long missingWidth = Math.max(size[1] - width - pad[0] - pad[1], 0);
      pad[0] += missingWidth;
      pad[1] += missingWidth;
      pad[2] += missingHeight;
      pad[3] += missingHeight;
    }
    return pad;
  }

  private void requireRoom(Tensor image, long[] pad) {
    long less = options.paddingMode == EdgePadding.REFLECT ? 1 : 0;
    boolean mirrors = less == 1 || options.paddingMode == EdgePadding.SYMMETRIC;
    boolean fits =
        Math.max(pad[0], pad[1]) <= image.size(WIDTH) - less
            && Math.max(pad[2], pad[3]) <= image.size(HEIGHT) - less;
    if (mirrors && !fits) {
      throw refused(image, "an image larger than the padding that reflects it");
    }
  }
}
