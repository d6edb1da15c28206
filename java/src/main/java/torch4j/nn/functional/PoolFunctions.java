package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The part of {@link F} with the poolings. */
abstract class PoolFunctions extends ConvFunctions {
  PoolFunctions() {}

  /** The largest element of square windows side by side. Same as {@code F.max_pool2d}. */
  public static Tensor maxPool2d(Tensor input, long kernelSize) {
    return maxPool2d(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT);
  }

  /**
   * The largest element of each window. Same as {@code F.max_pool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   */
  public static Tensor maxPool2d(Tensor input, Sizes kernelSize, MaxPoolOptions options) {
    long[] kernel = kernelSize.forDimensions("kernelSize", 2);
    return torch.max_pool2d(
        input,
        kernel,
        options.stride() == null ? kernel : options.stride().forDimensions("stride", 2),
        options.padding().forDimensions("padding", 2),
        options.dilation().forDimensions("dilation", 2),
        options.ceilMode());
  }
}
