package torch4j.nn;

/** The shapes of 1D, 2D and 3D inputs in messages. */
final class ImageShape {
  private ImageShape() {}

  /** The shape with and without a batch dimension: {@code [N, C, H, W] or [C, H, W]}. */
  static String of(int dimensions, String channels) {
    String rest =
        channels
            + switch (dimensions) {
              case 1 -> ", L]";
              case 2 -> ", H, W]";
              default -> ", D, H, W]";
            };
    return "[N, " + rest + " or [" + rest;
  }
}
