package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.FoldOptions;
import torch4j.nn.functional.Sizes;

/**
 * Extracts sliding local blocks as columns (im2col). Same as {@code torch.nn.Unfold}: input {@code
 * [N, C, H, W]} or {@code [C, H, W]}, output {@code [N, C * product(kernelSize), L]} or {@code [C *
 * product(kernelSize), L]}.
 */
public final class Unfold extends Module {
  private final Sizes kernelSize;
  private final FoldOptions options;

  /** PyTorch's defaults. */
  public static FoldOptions options() {
    return FoldOptions.DEFAULT;
  }

  /** Square blocks with PyTorch's defaults. */
  public Unfold(long kernelSize) {
    this(Sizes.of(kernelSize));
  }

  /** Blocks with PyTorch's defaults. */
  public Unfold(Sizes kernelSize) {
    this(kernelSize, options());
  }

  /** Square blocks with all options. */
  public Unfold(long kernelSize, FoldOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /**
   * Blocks with all options.
   *
   * @param kernelSize the size of the sliding blocks
   */
  public Unfold(Sizes kernelSize, FoldOptions options) {
    this.kernelSize = Require.nonNull(kernelSize, "kernelSize", "sizes");
    this.options = Require.nonNull(options, "options", "options");
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.unfold(input, kernelSize, options);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, H, W] or [C, H, W], with H and W no smaller than the block";
  }

  @Override
  protected String extraRepr() {
    return "kernel_size=" + kernelSize + repr(options);
  }

  /** The options in the repr of Fold and Unfold. */
  static String repr(FoldOptions options) {
    return ", dilation="
        + options.dilation()
        + ", padding="
        + options.padding()
        + ", stride="
        + options.stride();
  }
}
