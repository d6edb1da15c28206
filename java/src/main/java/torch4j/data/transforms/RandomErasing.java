package torch4j.data.transforms;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Erases a random rectangle of images {@code [..., C, H, W]} with a probability. Same as {@code
 * torchvision.transforms.v2.RandomErasing}, which copies the image.
 */
public final class RandomErasing extends ImageTransform {
  private static final int TRIES = 10;

  private final Options options;

  /**
   * Options with torchvision's defaults.
   *
   * @param p the probability of erasing
   * @param scale the area of the rectangle, compared to that of the image
   * @param ratio the aspect ratio of the rectangle, height to width
   * @param value what is written to the pixels; null for a random value in each, Python's {@code
   *     "random"}
   */
  @Withers
  public record Options(double p, Range scale, Range ratio, Fill value)
      implements RandomErasingOptionsWithers {
    /** Checks the values. */
    public Options {
      Range.probability("p", p);
      Require.nonNull(scale, "scale", "a range").requireWithin("scale", 0, 1);
      RandomResizedCrop.requireRatio(ratio);
    }
  }

  /** torchvision's defaults: with a probability of 0.5, 0.02 to 0.33 of the area, with 0. */
  public static Options options() {
    return new Options(0.5, new Range(0.02, 0.33), new Range(0.3, 3.3), Fill.of(0));
  }

  /** With torchvision's defaults. */
  public RandomErasing() {
    this(options());
  }

  /** With options. */
  public RandomErasing(Options options) {
    super(3);
    this.options = Require.nonNull(options, "options", "options");
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    if (!draws.happens(options.p)) {
      return image;
    }
    long channels = image.size(CHANNELS);
    if (options.value != null) {
      options.value.requireFor("RandomErasing: value", channels);
    }
    long height = image.size(HEIGHT);
    long width = image.size(WIDTH);
    for (int i = 0; i < TRIES; i++) {
      double area = height * width * draws.uniform(options.scale);
      double ratio = draws.ratio(options.ratio);
      long h = (long) Math.rint(Math.sqrt(area * ratio));
      long w = (long) Math.rint(Math.sqrt(area / ratio));
      if (h < height && w < width) {
        Tensor value =
            options.value == null
                ? draws.normal(channels, h, w)
                : options.value.tensor(image.dtype());
        long top = draws.integer(height - h + 1);
        long left = draws.integer(width - w + 1);
        Tensor erased = image.clone();
        Cropping.crop(erased, top, left, h, w).copy_(value);
        return erased;
      }
    }
    return image;
  }
}
