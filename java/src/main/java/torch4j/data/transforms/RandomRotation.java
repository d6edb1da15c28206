package torch4j.data.transforms;

import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.InterpolationMode;
import torch4j.processor.Withers;

/**
 * Rotates images {@code [..., C, H, W]} by a random angle, counterclockwise. Same as {@code
 * torchvision.transforms.v2.RandomRotation}.
 */
public final class RandomRotation extends ImageTransform {
  private final Range degrees;
  private final Options options;

  /**
   * Options beside the angles, with torchvision's defaults.
   *
   * @param interpolation nearest or bilinear
   * @param expand whether the result is large enough for the whole rotated image
   * @param center the center of rotation in pixels, x and y from the upper left corner; null for
   *     the image's center
   * @param fill the value of pixels outside the image
   */
  @Withers
  public record Options(
      InterpolationMode interpolation, boolean expand, List<Double> center, Fill fill)
      implements RandomRotationOptionsWithers {
    /** Checks the values. */
    public Options {
      Require.nonNull(interpolation, "interpolation", "an interpolation mode");
      Require.nonNull(fill, "fill", "a pixel value");
      if (interpolation != InterpolationMode.NEAREST
          && interpolation != InterpolationMode.BILINEAR) {
        throw new IllegalArgumentException(
            "interpolation: got " + interpolation + ", expected nearest or bilinear");
      }
      if (center != null) {
        center = List.copyOf(Require.noNulls(center, "center", "a number"));
        if (center.size() != 2) {
          throw new IllegalArgumentException(
              "center: got " + center.size() + " numbers, expected x and y");
        }
      }
    }

    /** Returns a copy with another center of rotation, in pixels. */
    public Options center(double x, double y) {
      return center(List.of(x, y));
    }
  }

  /** torchvision's defaults: nearest, of the same size, around the center, filled with 0. */
  public static Options options() {
    return new Options(InterpolationMode.NEAREST, false, null, Fill.of(0));
  }

  /** By angles from {@code -degrees} to {@code degrees}. */
  public RandomRotation(double degrees) {
    this(degrees, options());
  }

  /**
   * By angles from {@code -degrees} to {@code degrees}.
   *
   * @throws IllegalArgumentException if the angle is negative
   */
  public RandomRotation(double degrees, Options options) {
    this(symmetric(degrees), options);
  }

  /** By angles in this range. */
  public RandomRotation(Range degrees, Options options) {
    super(3);
    this.degrees = Require.nonNull(degrees, "degrees", "a range of angles");
    this.options = Require.nonNull(options, "options", "options");
  }

  private static Range symmetric(double degrees) {
    if (!(degrees >= 0)) {
      throw new IllegalArgumentException("degrees: got " + degrees + ", expected >= 0");
    }
    return new Range(-degrees, degrees);
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    options.fill.requireFor("RandomRotation: fill", image.size(CHANNELS));
    double angle = draws.uniform(degrees) % 360;
    return new Rotation(angle < 0 ? angle + 360 : angle, options).of(image);
  }
}
