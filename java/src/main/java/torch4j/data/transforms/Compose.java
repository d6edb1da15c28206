package torch4j.data.transforms;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;

/** Several transforms, one after another. Same as {@code torchvision.transforms.v2.Compose}. */
public final class Compose extends ImageTransform {
  private final List<Transform> transforms;

  /**
   * These transforms, in this order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Compose(Transform... transforms) {
    this(Arrays.asList(Require.nonNull(transforms, "transforms", "transforms")));
  }

  /**
   * These transforms, in this order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Compose(List<Transform> transforms) {
    super(0);
    this.transforms = required(transforms);
  }

  static List<Transform> required(List<Transform> transforms) {
    if (Require.noNulls(transforms, "transforms", "a transform").isEmpty()) {
      throw new IllegalArgumentException("transforms: got none, expected at least one");
    }
    return List.copyOf(transforms);
  }

  static Tensor all(List<Transform> transforms, Tensor image, Draws draws) {
    Tensor result = image;
    for (Transform transform : transforms) {
      result = transform.apply(result, draws.generator());
    }
    return result;
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return all(transforms, image, draws);
  }
}
