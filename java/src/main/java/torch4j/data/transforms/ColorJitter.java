package torch4j.data.transforms;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Changes brightness, contrast, saturation and hue at random, in random order, of images {@code
 * [..., 1 or 3, H, W]}. Same as {@code torchvision.transforms.v2.ColorJitter}.
 */
public final class ColorJitter extends ImageTransform {
  private static final Range NO_FACTOR = new Range(1, 1);
  private static final Range NO_SHIFT = new Range(0, 0);

  private final Options options;

  /**
   * What the factors are drawn from. A number {@code x} stands for the range from {@code 1 - x},
   * but at least 0, to {@code 1 + x}; of the hue, for {@code -x} to {@code x}.
   *
   * @param brightness the factor of the brightness; null to leave it as it is
   * @param contrast the factor of the contrast; null to leave it as it is
   * @param saturation the factor of the saturation; null to leave it as it is
   * @param hue how far the hue is turned, from -0.5 to 0.5 of the circle; null to leave it as it is
   */
  @Withers
  public record Options(Range brightness, Range contrast, Range saturation, Range hue)
      implements ColorJitterOptionsWithers {
    /** Checks the values; a range that changes nothing draws nothing, as in Python. */
    public Options {
      brightness = checked("brightness", brightness);
      contrast = checked("contrast", contrast);
      saturation = checked("saturation", saturation);
      if (hue != null) {
        hue.requireWithin("hue", -0.5, 0.5);
      }
      hue = NO_SHIFT.equals(hue) ? null : hue;
    }

    private static Range checked(String name, Range range) {
      if (range != null) {
        range.requireWithin(name, 0, Double.POSITIVE_INFINITY);
      }
      return NO_FACTOR.equals(range) ? null : range;
    }

    /** Returns a copy with brightness from {@code max(0, 1 - x)} to {@code 1 + x}. */
    public Options brightness(double x) {
      return brightness(around("brightness", x));
    }

    /** Returns a copy with contrast from {@code max(0, 1 - x)} to {@code 1 + x}. */
    public Options contrast(double x) {
      return contrast(around("contrast", x));
    }

    /** Returns a copy with saturation from {@code max(0, 1 - x)} to {@code 1 + x}. */
    public Options saturation(double x) {
      return saturation(around("saturation", x));
    }

    /** Returns a copy with hue from {@code -x} to {@code x}. */
    public Options hue(double x) {
      requirePositive("hue", x);
      return hue(new Range(0 - x, x));
    }

    private static Range around(String name, double x) {
      requirePositive(name, x);
      return new Range(Math.max(1 - x, 0), 1 + x);
    }

    private static void requirePositive(String name, double x) {
      if (!(x >= 0)) {
        throw new IllegalArgumentException(name + ": got " + x + ", expected >= 0");
      }
    }
  }

  /** torchvision's defaults: nothing is changed. */
  public static Options options() {
    return new Options(null, null, null, null);
  }

  /** Of these numbers, as in Python: {@code new ColorJitter(0.4, 0.4, 0.4, 0.1)}. */
  public ColorJitter(double brightness, double contrast, double saturation, double hue) {
    this(options().brightness(brightness).contrast(contrast).saturation(saturation).hue(hue));
  }

  /** With these ranges. */
  public ColorJitter(Options options) {
    super(3);
    this.options = Require.nonNull(options, "options", "options");
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    if (image.size(CHANNELS) != 1 && image.size(CHANNELS) != 3) {
      throw refused(image, "1 or 3 channels");
    }
    long[] order = draws.order(4);
    Double[] factors = {
      drawn(options.brightness, draws),
      drawn(options.contrast, draws),
      drawn(options.saturation, draws),
      drawn(options.hue, draws)
    };
    Tensor result = image;
    for (long change : order) {
      Double factor = factors[(int) change];
      if (factor != null) {
        result = changed(result, (int) change, factor);
      }
    }
    return result;
  }

  private static Double drawn(Range range, Draws draws) {
    return range == null ? null : (Double) draws.uniform(range);
  }

  private static Tensor changed(Tensor image, int change, double factor) {
    return switch (change) {
      case 0 -> Colors.brightness(image, factor);
      case 1 -> Colors.contrast(image, factor);
      case 2 -> Colors.saturation(image, factor);
      default -> Colors.hue(image, factor);
    };
  }
}
