package torch4j;

/** The order of the dimensions of a tensor that is an image. */
public enum ImageLayout {
  /** Channels, height, width: what convolutions take. */
  CHW,
  /** Height, width, channels: the order of the bytes in images. */
  HWC
}
