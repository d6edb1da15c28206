package torch4j.data.transforms;

import torch4j.Tensor;

/**
 * Pastes a rectangle of the sample before it into each sample of a mini-batch. Same as {@code
 * torchvision.transforms.v2.CutMix}.
 */
public final class CutMix extends BatchTransform {
  /** For labels that are probabilities, with torchvision's alpha of 1. */
  public CutMix() {
    super(1, null);
  }

  /** For labels that are classes, with torchvision's alpha of 1. */
  public CutMix(int numClasses) {
    super(1, numClasses);
  }

  /**
   * With another parameter of the beta distribution.
   *
   * @param numClasses the number of classes; null for labels that are probabilities
   * @throws IllegalArgumentException if {@code alpha} is not above 0, or the number below 1
   */
  public CutMix(double alpha, Integer numClasses) {
    super(alpha, numClasses);
  }

  @Override
  Mixed mixed(Tensor images, Tensor labels) {
    double half = 0.5 * Math.sqrt(1.0 - share());
    var draws = new Draws(null);
    long height = images.size(2);
    long width = images.size(3);
    long x = draws.integer(width);
    long y = draws.integer(height);
    long left = Math.max(x - (long) (half * width), 0);
    long top = Math.max(y - (long) (half * height), 0);
    long right = Math.min(x + (long) (half * width), width);
    long bottom = Math.min(y + (long) (half * height), height);
    Tensor mixed = images.clone();
    Cropping.crop(mixed, top, left, bottom - top, right - left)
        .copy_(Cropping.crop(images, top, left, bottom - top, right - left).roll(1, 0));
    double area = (double) ((right - left) * (bottom - top)) / (width * height);
    return new Mixed(mixed, labels(labels, 1.0 - area));
  }
}
