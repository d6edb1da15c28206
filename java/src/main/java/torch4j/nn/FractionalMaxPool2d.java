package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.FractionalMaxPoolOptions;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * Fractional max pooling: max pooling with random step sizes determined by the target output size.
 * Same as {@code torch.nn.FractionalMaxPool2d}, and the same seed gives the same pooling regions:
 * input {@code [N, C, H, W]} or {@code [C, H, W]}. {@link #callWithIndices} returns what Python
 * returns with {@code return_indices=True}.
 */
public final class FractionalMaxPool2d extends FractionalMaxPoolLayer {
  /** Options without an output size and output ratio, one of which must be set. */
  public static FractionalMaxPoolOptions options() {
    return FractionalMaxPoolOptions.DEFAULT;
  }

  /**
   * Square windows with all options.
   *
   * @throws IllegalArgumentException if neither or both of the output size and the output ratio are
   *     given
   */
  public FractionalMaxPool2d(long kernelSize, FractionalMaxPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /**
   * Windows with all options.
   *
   * @param kernelSize the size of the window to take a max over
   * @throws IllegalArgumentException if neither or both of the output size and the output ratio are
   *     given
   */
  public FractionalMaxPool2d(Sizes kernelSize, FractionalMaxPoolOptions options) {
    super(2, kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.fractionalMaxPool2d(input, kernelSize, current());
  }

  @Override
  Pooled pool(Tensor input) {
    return F.fractionalMaxPool2dWithIndices(input, kernelSize, current());
  }
}
