package torch4j.nn;

/** Shapes of sequences, images and volumes, as messages show them. */
final class ImageShape {
  private ImageShape() {}

  /** With and without a batch: {@code [N, C, H, W] or [C, H, W]}. */
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
