package torch4j.nn.functional;

import java.util.Locale;

/** The interpolation algorithm of {@link F#interpolate} and {@link F#gridSample}. */
public enum InterpolationMode {
  /** Nearest neighbor, with the rounding of OpenCV's INTER_NEAREST: {@code nearest}. */
  NEAREST(3, 5),
  /** Linear interpolation, for inputs {@code [N, C, L]}. */
  LINEAR(3, 3),
  /** Bilinear interpolation, for inputs {@code [N, C, H, W]}. */
  BILINEAR(4, 4),
  /** Bicubic interpolation, for inputs {@code [N, C, H, W]}. */
  BICUBIC(4, 4),
  /** Trilinear interpolation, for inputs {@code [N, C, D, H, W]}. */
  TRILINEAR(5, 5),
  /** Lanczos resampling, for inputs {@code [N, C, H, W]}; with {@code antialias} only. */
  LANCZOS(4, 4),
  /** Area interpolation: adaptive average pooling. */
  AREA(3, 5),
  /** Nearest neighbor, with the rounding of scikit-image and Pillow: {@code nearest-exact}. */
  NEAREST_EXACT(3, 5);

  private final int leastDimensions;
  private final int mostDimensions;

  InterpolationMode(int leastDimensions, int mostDimensions) {
    this.leastDimensions = leastDimensions;
    this.mostDimensions = mostDimensions;
  }

  /** Whether the mode supports inputs with this number of dimensions. */
  boolean takes(long dimensions) {
    return dimensions >= leastDimensions && dimensions <= mostDimensions;
  }

  /** The supported numbers of dimensions, for messages: {@code 4D}, {@code 3D, 4D or 5D}. */
  String takes() {
    return leastDimensions == mostDimensions ? leastDimensions + "D" : "3D, 4D or 5D";
  }

  /** Whether the mode has the option {@code alignCorners}. */
  boolean hasAlignCorners() {
    return this != NEAREST && this != NEAREST_EXACT && this != AREA;
  }

  /** The name in Python: nearest, bilinear, nearest-exact. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
