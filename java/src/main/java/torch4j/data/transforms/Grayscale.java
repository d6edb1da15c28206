package torch4j.data.transforms;

import torch4j.Tensor;

/**
 * Images {@code [..., 1 or 3, H, W]} in gray. Same as {@code torchvision.transforms.v2.Grayscale}.
 */
public final class Grayscale extends ImageTransform {
  private final long channels;

  /** With one channel. */
  public Grayscale() {
    this(1);
  }

  /**
   * With this number of equal channels.
   *
   * @throws IllegalArgumentException if it is not 1 or 3
   */
  public Grayscale(long numOutputChannels) {
    super(3);
    if (numOutputChannels != 1 && numOutputChannels != 3) {
      throw new IllegalArgumentException(
          "numOutputChannels: got " + numOutputChannels + ", expected 1 or 3");
    }
    channels = numOutputChannels;
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    if (image.size(CHANNELS) != 1 && image.size(CHANNELS) != 3) {
      throw refused(image, "1 or 3 channels");
    }
    return Colors.grayscale(image, channels);
  }
}
