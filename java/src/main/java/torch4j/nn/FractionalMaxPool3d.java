package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.FractionalMaxPoolOptions;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * The maximum of random windows. Same as {@code torch.nn.FractionalMaxPool3d}, down to the places
 * that a seed draws: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}. What Python returns
 * with {@code return_indices=True}, {@link #callWithIndices} does.
 */
public final class FractionalMaxPool3d extends FractionalMaxPoolLayer {
  /** No options yet: the output's size or its ratio to the input is to be given. */
  public static FractionalMaxPoolOptions options() {
    return FractionalMaxPoolOptions.DEFAULT;
  }

  /**
   * Cubic windows with all options.
   *
   * @throws IllegalArgumentException if neither or both of output size and ratio are given
   */
  public FractionalMaxPool3d(long kernelSize, FractionalMaxPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /**
   * Windows with all options.
   *
   * @throws IllegalArgumentException if neither or both of output size and ratio are given
   */
  public FractionalMaxPool3d(Sizes kernelSize, FractionalMaxPoolOptions options) {
    super(3, kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.fractionalMaxPool3d(input, kernelSize, current());
  }

  @Override
  Pooled pool(Tensor input) {
    return F.fractionalMaxPool3dWithIndices(input, kernelSize, current());
  }
}
