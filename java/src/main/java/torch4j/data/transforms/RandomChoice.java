package torch4j.data.transforms;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Applies one of some transforms, drawn at random. Same as {@code
 * torchvision.transforms.v2.RandomChoice}.
 */
public final class RandomChoice extends ImageTransform {
  private final List<Transform> transforms;
  private final float[] weights;

  /** Each with the same probability. */
  public RandomChoice(List<Transform> transforms) {
    this(transforms, ones(Compose.required(transforms).size()));
  }

  /**
   * With these probabilities, which are divided by their sum.
   *
   * @throws IllegalArgumentException if there are no transforms, another number of probabilities, a
   *     negative one, or only zeros
   */
  public RandomChoice(List<Transform> transforms, double... p) {
    super(0);
    this.transforms = Compose.required(transforms);
    Require.nonNull(p, "p", "a probability for each transform");
    double total = Arrays.stream(p).sum();
    boolean isValid = total > 0 && total < Double.POSITIVE_INFINITY;
    if (p.length != transforms.size() || !isValid || Arrays.stream(p).anyMatch(w -> !(w >= 0))) {
      throw new IllegalArgumentException(
          "p: got "
              + Arrays.toString(p)
              + ", expected a probability for each of "
              + transforms.size()
              + " transforms");
    }
    weights = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      weights[i] = (float) (p[i] / total);
    }
  }

  private static double[] ones(int n) {
    var ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return transforms.get(draws.choice(weights)).apply(image, draws.generator());
  }
}
