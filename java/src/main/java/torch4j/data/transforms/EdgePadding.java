package torch4j.data.transforms;

/** What pixels beyond the edges of an image are: torchvision's {@code padding_mode}. */
public enum EdgePadding {
  /** A constant value. */
  CONSTANT,
  /** The last pixel at the edge. */
  EDGE,
  /** The reflection of the image, without repeating the pixel at the edge. */
  REFLECT,
  /** The reflection of the image, with the pixel at the edge repeated. */
  SYMMETRIC
}
