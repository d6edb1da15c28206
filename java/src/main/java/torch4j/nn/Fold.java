package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.FoldOptions;
import torch4j.nn.functional.Sizes;

/**
 * Combines columns of sliding local blocks into an image (col2im). Same as {@code torch.nn.Fold}:
 * input {@code [N, C * product(kernelSize), L]} or {@code [C * product(kernelSize), L]}, output
 * {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class Fold extends Module {
  private final Sizes outputSize;
  private final Sizes kernelSize;
  private final FoldOptions options;

  /** PyTorch's defaults. */
  public static FoldOptions options() {
    return FoldOptions.DEFAULT;
  }

  /** Square images of square blocks, with PyTorch's defaults. */
  public Fold(long outputSize, long kernelSize) {
    this(Sizes.of(outputSize), Sizes.of(kernelSize));
  }

  /** Images of blocks, with PyTorch's defaults. */
  public Fold(Sizes outputSize, Sizes kernelSize) {
    this(outputSize, kernelSize, options());
  }

  /**
   * Images of blocks, with all options.
   *
   * @param outputSize the shape of the spatial dimensions of the output
   * @param kernelSize the size of the sliding blocks
   */
  public Fold(Sizes outputSize, Sizes kernelSize, FoldOptions options) {
    this.outputSize = Require.nonNull(outputSize, "outputSize", "sizes");
    this.kernelSize = Require.nonNull(kernelSize, "kernelSize", "sizes");
    this.options = Require.nonNull(options, "options", "options");
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.fold(input, outputSize, kernelSize, options);
  }

  @Override
  protected String expectedInput() {
    return "[N, C * block, L] or [C * block, L], with as many columns L as there are blocks";
  }

  @Override
  protected String extraRepr() {
    return "output_size=" + outputSize + ", kernel_size=" + kernelSize + Unfold.repr(options);
  }
}
