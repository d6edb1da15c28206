package torch4j.data.transforms;

import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.WorkerInfo;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** A transform that frees what it makes on the way, and checks the number of dimensions. */
abstract class ImageTransform implements Transform {
  static final int HEIGHT = -2;
  static final int WIDTH = -1;
  static final int CHANNELS = -3;

  private final int leastDimensions;

  ImageTransform(int leastDimensions) {
    Torch.init();
    this.leastDimensions = leastDimensions;
  }

  @Override
  public final Tensor apply(Tensor input) {
    return apply(input, WorkerInfo.currentGenerator());
  }

  /**
   * The transformed tensor; random numbers are drawn from this generator.
   *
   * @param generator null for the default generator
   */
  @Override
  public final Tensor apply(Tensor input, Generator generator) {
    Require.nonNull(input, name() + ": input", "a tensor");
    if (input.dim() < leastDimensions) {
      throw refused(input, leastDimensions == 2 ? "[..., H, W]" : "[..., C, H, W]");
    }
    try (var scope = Torch.scope()) {
      return scope.detach(transform(input, new Draws(generator)));
    }
  }

  abstract Tensor transform(Tensor image, Draws draws);

  final String name() {
    return getClass().getSimpleName();
  }

  final IllegalArgumentException refused(Tensor input, String expected) {
    return new IllegalArgumentException(
        name() + ": input: got " + TensorDescription.of(input) + ", expected " + expected);
  }
}
