package torch4j.data.transforms;

import java.util.List;
import torch4j.Tensor;

/**
 * Applies all of some transforms with a probability, or none. Same as {@code
 * torchvision.transforms.v2.RandomApply}.
 */
public final class RandomApply extends ImageTransform {
  private final List<Transform> transforms;
  private final double p;

  /** With a probability of 0.5. */
  public RandomApply(List<Transform> transforms) {
    this(transforms, 0.5);
  }

  /**
   * With this probability.
   *
   * @throws IllegalArgumentException if it is not 0 to 1, or there are no transforms
   */
  public RandomApply(List<Transform> transforms, double p) {
    super(0);
    this.transforms = Compose.required(transforms);
    this.p = Range.probability("p", p);
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return draws.happens(p) ? Compose.all(transforms, image, draws) : image;
  }
}
