package torch4j.data.transforms;

import torch4j.Tensor;

/**
 * Blends each sample of a mini-batch with the one before it. Same as {@code
 * torchvision.transforms.v2.MixUp}.
 */
public final class MixUp extends BatchTransform {
  /** For labels that are probabilities, with torchvision's alpha of 1. */
  public MixUp() {
    super(1, null);
  }

  /** For labels that are classes, with torchvision's alpha of 1. */
  public MixUp(int numClasses) {
    super(1, numClasses);
  }

  /**
   * With another parameter of the beta distribution.
   *
   * @param numClasses the number of classes; null for labels that are probabilities
   * @throws IllegalArgumentException if {@code alpha} is not above 0, or the number below 1
   */
  public MixUp(double alpha, Integer numClasses) {
    super(alpha, numClasses);
  }

  @Override
  Mixed mixed(Tensor images, Tensor labels) {
    double share = share();
    return new Mixed(blend(images, share), labels(labels, share));
  }
}
