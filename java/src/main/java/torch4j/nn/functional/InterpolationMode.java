package torch4j.nn.functional;

import java.util.Locale;

/** How {@link F#interpolate} and {@link F#gridSample} find a value between the input's elements. */
public enum InterpolationMode {
  /** The nearest element, as older versions rounded. */
  NEAREST(3, 5),
  /** A line between two elements, for inputs {@code [N, C, L]}. */
  LINEAR(3, 3),
  /** Lines in two dimensions, for inputs {@code [N, C, H, W]}. */
  BILINEAR(4, 4),
  /** Cubic curves in two dimensions, for inputs {@code [N, C, H, W]}. */
  BICUBIC(4, 4),
  /** Lines in three dimensions, for inputs {@code [N, C, D, H, W]}. */
  TRILINEAR(5, 5),
  /** Lanczos windows, for inputs {@code [N, C, H, W]}; with antialiasing only. */
  LANCZOS(4, 4),
  /** The mean of all elements that fall into one. */
  AREA(3, 5),
  /** The nearest element, as Pillow and scikit-image round: {@code nearest-exact}. */
  NEAREST_EXACT(3, 5);

  private final int leastDimensions;
  private final int mostDimensions;

  InterpolationMode(int leastDimensions, int mostDimensions) {
    this.leastDimensions = leastDimensions;
    this.mostDimensions = mostDimensions;
  }

  /** Whether an input of so many dimensions can be resized this way. */
  boolean takes(long dimensions) {
    return dimensions >= leastDimensions && dimensions <= mostDimensions;
  }

  /** What it takes, for messages: {@code 4D}, {@code 3D, 4D or 5D}. */
  String takes() {
    return leastDimensions == mostDimensions ? leastDimensions + "D" : "3D, 4D or 5D";
  }

  /** Whether it computes between elements, so that aligning corners has a meaning. */
  boolean isSmooth() {
    return this != NEAREST && this != NEAREST_EXACT && this != AREA;
  }

  /** The name in Python: nearest, bilinear, nearest-exact. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
