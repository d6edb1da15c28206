package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.MaxPoolOptions;
import torch4j.nn.functional.Sizes;

/**
 * The largest element of each window. Same as {@code torch.nn.MaxPool2d}: input {@code [N, C, H,
 * W]} or {@code [C, H, W]}.
 */
public final class MaxPool2d extends MaxPoolLayer {
  /** PyTorch's defaults: windows side by side. */
  public static MaxPoolOptions options() {
    return MaxPoolOptions.DEFAULT;
  }

  /** Square windows side by side. */
  public MaxPool2d(long kernelSize) {
    this(kernelSize, options());
  }

  /** Square windows with all options. */
  public MaxPool2d(long kernelSize, MaxPoolOptions options) {
    this(Sizes.of(kernelSize), options);
  }

  /** Windows with all options. */
  public MaxPool2d(Sizes kernelSize, MaxPoolOptions options) {
    super(kernelSize, options);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.maxPool2d(input, kernelSize, options);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, H, W] or [C, H, W], with H and W no smaller than the window";
  }
}
