package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code F.interpolate}, with PyTorch's defaults; either {@code size} or {@code
 * scaleFactor} must be given.
 *
 * @param size the output spatial size, or null
 * @param scaleFactor the multiplier for the spatial size, one for all dimensions or one for each,
 *     or null
 * @param mode the algorithm used for upsampling
 * @param alignCorners whether the corner pixels of input and output are aligned by their centers,
 *     in the linear and cubic modes; null for the default, false
 * @param recomputeScaleFactor whether the scale factor is recomputed from the input and output
 *     sizes for the interpolation; null for false
 * @param antialias whether to apply anti-aliasing when downsampling, in the bilinear and bicubic
 *     modes
 */
@Withers
public record InterpolateOptions(
    Sizes size,
    List<Double> scaleFactor,
    InterpolationMode mode,
    Boolean alignCorners,
    Boolean recomputeScaleFactor,
    boolean antialias)
    implements InterpolateOptionsWithers {
  /** PyTorch's defaults: mode nearest, without a size. */
  public static final InterpolateOptions DEFAULT =
      new InterpolateOptions(null, null, InterpolationMode.NEAREST, null, null, false);

  /** Copies the list of scale factors. */
  public InterpolateOptions {
    Require.nonNull(mode, "mode", "an interpolation mode");
    scaleFactor = scaleFactor == null ? null : List.copyOf(scaleFactor);
  }

  /** Returns a copy with one multiplier for all spatial dimensions. */
  public InterpolateOptions scaleFactor(double scaleFactor) {
    return scaleFactor(List.of(scaleFactor));
  }

  /** Returns a copy with a multiplier for each spatial dimension. */
  public InterpolateOptions scaleFactor(double... scaleFactor) {
    Require.nonNull(scaleFactor, "scaleFactor", "a multiplier for each spatial dimension");
    return scaleFactor(Arrays.stream(scaleFactor).boxed().toList());
  }
}
