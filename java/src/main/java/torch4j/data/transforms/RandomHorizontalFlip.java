package torch4j.data.transforms;

import torch4j.Tensor;

/**
 * Flips left and right with a probability. Same as {@code
 * torchvision.transforms.v2.RandomHorizontalFlip}.
 */
public final class RandomHorizontalFlip extends ImageTransform {
  private final double p;

  /** With a probability of 0.5. */
  public RandomHorizontalFlip() {
    this(0.5);
  }

  /**
   * With this probability.
   *
   * @throws IllegalArgumentException if it is not 0 to 1
   */
  public RandomHorizontalFlip(double p) {
    super(2);
    this.p = Range.probability("p", p);
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return draws.happens(p) ? image.flip(WIDTH) : image;
  }
}
