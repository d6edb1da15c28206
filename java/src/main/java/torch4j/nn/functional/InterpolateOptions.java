package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;

/**
 * What resizing takes, with PyTorch's defaults; either {@code size} or {@code scaleFactor} must be
 * given.
 *
 * @param size the output's size, or null
 * @param scaleFactor how many times the input's size the output has, one for all dimensions or one
 *     for each, or null
 * @param mode how values between the elements are found
 * @param alignCorners whether the corners' centres fall upon each other; null for no, and for modes
 *     to which it has no meaning
 * @param recomputeScaleFactor whether the scale is computed again from the whole number of
 *     elements; null for no
 * @param antialias whether elements that fall together are averaged when the output is smaller
 */
public record InterpolateOptions(
    Sizes size,
    List<Double> scaleFactor,
    InterpolationMode mode,
    Boolean alignCorners,
    Boolean recomputeScaleFactor,
    boolean antialias) {
  /** PyTorch's defaults: the nearest element, the size still to be told. */
  public static final InterpolateOptions DEFAULT =
      new InterpolateOptions(null, null, InterpolationMode.NEAREST, null, null, false);

  /** Copies the list. */
  public InterpolateOptions {
    scaleFactor = scaleFactor == null ? null : List.copyOf(scaleFactor);
  }

  /** The output's size: one number, or one for each dimension. */
  public InterpolateOptions size(long... size) {
    return new InterpolateOptions(
        Sizes.of(size), scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
  }

  /** How many times the input's size the output has, in all dimensions. */
  public InterpolateOptions scaleFactor(double scaleFactor) {
    return scaleFactors(List.of(scaleFactor));
  }

  /** How many times the input's size the output has, in each dimension. */
  public InterpolateOptions scaleFactor(double... scaleFactor) {
    return scaleFactors(Arrays.stream(scaleFactor).boxed().toList());
  }

  private InterpolateOptions scaleFactors(List<Double> factors) {
    return new InterpolateOptions(
        size, factors, mode, alignCorners, recomputeScaleFactor, antialias);
  }

  /** Another way to find values between the elements. */
  public InterpolateOptions mode(InterpolationMode mode) {
    return new InterpolateOptions(
        size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
  }

  /** Whether the corners' centres fall upon each other. */
  public InterpolateOptions alignCorners(Boolean alignCorners) {
    return new InterpolateOptions(
        size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
  }

  /** Whether the scale is computed again from the whole number of elements. */
  public InterpolateOptions recomputeScaleFactor(Boolean recomputeScaleFactor) {
    return new InterpolateOptions(
        size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
  }

  /** Whether elements that fall together are averaged. */
  public InterpolateOptions antialias(boolean antialias) {
    return new InterpolateOptions(
        size, scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
  }
}
