package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.FractionalMaxPoolOptions;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * The maximum of random windows. Same as {@code torch.nn.FractionalMaxPool2d}, down to the places
 * that a seed draws: input {@code [N, C, H, W]} or {@code [C, H, W]}. What Python returns with
 * {@code return_indices=True}, {@link #callWithIndices} does.
 */
public final class FractionalMaxPool2d extends FractionalMaxPoolLayer {
  /** No options yet: the output's size or its ratio to the input is to be given. */
  public static FractionalMaxPoolOptions options() {
    return FractionalMaxPoolOptions.DEFAULT;
  }

  /**
   * Square windows with all options.
   *
   * @throws IllegalArgumentException if neither or both of output size and ratio are given
   */
  public FractionalMaxPool2d(long kernelSize, FractionalMaxPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /**
   * Windows with all options.
   *
   * @throws IllegalArgumentException if neither or both of output size and ratio are given
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
