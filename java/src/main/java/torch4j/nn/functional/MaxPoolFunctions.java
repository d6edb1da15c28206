package torch4j.nn.functional;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.MaxPoolWindows;

/** The part of {@link F} with max pooling. */
abstract class MaxPoolFunctions extends ConvFunctions {
  MaxPoolFunctions() {}

  /** Max pooling over non-overlapping windows. Same as {@code F.max_pool1d}. */
  public static Tensor maxPool1d(Tensor input, long kernelSize) {
    return maxPool1d(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT);
  }

  /** Max pooling with a stride. Same as {@code F.max_pool1d}. */
  public static Tensor maxPool1d(Tensor input, long kernelSize, long stride) {
    return maxPool1d(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Max pooling. Same as {@code F.max_pool1d}.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   */
  public static Tensor maxPool1d(Tensor input, Sizes kernelSize, MaxPoolOptions options) {
    return checked(
        () -> Tensor.wrap(pooled(1, input, kernelSize, options, torch::max_pool1d)),
        input,
        kernelSize,
        options);
  }

  /** Max pooling over non-overlapping square windows. Same as {@code F.max_pool2d}. */
  public static Tensor maxPool2d(Tensor input, long kernelSize) {
    return maxPool2d(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT);
  }

  /** Max pooling over square windows with a stride. Same as {@code F.max_pool2d}. */
  public static Tensor maxPool2d(Tensor input, long kernelSize, long stride) {
    return maxPool2d(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Max pooling. Same as {@code F.max_pool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   */
  public static Tensor maxPool2d(Tensor input, Sizes kernelSize, MaxPoolOptions options) {
    return checked(
        () -> Tensor.wrap(pooled(2, input, kernelSize, options, torch::max_pool2d)),
        input,
        kernelSize,
        options);
  }

  /** Max pooling over non-overlapping cubic windows. Same as {@code F.max_pool3d}. */
  public static Tensor maxPool3d(Tensor input, long kernelSize) {
    return maxPool3d(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT);
  }

  /** Max pooling over cubic windows with a stride. Same as {@code F.max_pool3d}. */
  public static Tensor maxPool3d(Tensor input, long kernelSize, long stride) {
    return maxPool3d(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Max pooling. Same as {@code F.max_pool3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   */
  public static Tensor maxPool3d(Tensor input, Sizes kernelSize, MaxPoolOptions options) {
    return checked(
        () -> Tensor.wrap(pooled(3, input, kernelSize, options, torch::max_pool3d)),
        input,
        kernelSize,
        options);
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool1d_with_indices}. */
  public static Pooled maxPool1dWithIndices(Tensor input, long kernelSize) {
    return maxPool1dWithIndices(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT);
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool1d_with_indices}. */
  public static Pooled maxPool1dWithIndices(Tensor input, long kernelSize, long stride) {
    return maxPool1dWithIndices(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT.stride(stride));
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool1d_with_indices}. */
  public static Pooled maxPool1dWithIndices(
      Tensor input, Sizes kernelSize, MaxPoolOptions options) {
    return checked(
        () -> Pooled.of(pooled(1, input, kernelSize, options, torch::max_pool1d_with_indices)),
        input,
        kernelSize,
        options);
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool2d_with_indices}. */
  public static Pooled maxPool2dWithIndices(Tensor input, long kernelSize) {
    return maxPool2dWithIndices(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT);
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool2d_with_indices}. */
  public static Pooled maxPool2dWithIndices(Tensor input, long kernelSize, long stride) {
    return maxPool2dWithIndices(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT.stride(stride));
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool2d_with_indices}. */
  public static Pooled maxPool2dWithIndices(
      Tensor input, Sizes kernelSize, MaxPoolOptions options) {
    return checked(
        () -> Pooled.of(pooled(2, input, kernelSize, options, torch::max_pool2d_with_indices)),
        input,
        kernelSize,
        options);
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool3d_with_indices}. */
  public static Pooled maxPool3dWithIndices(Tensor input, long kernelSize) {
    return maxPool3dWithIndices(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT);
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool3d_with_indices}. */
  public static Pooled maxPool3dWithIndices(Tensor input, long kernelSize, long stride) {
    return maxPool3dWithIndices(input, Sizes.of(kernelSize), MaxPoolOptions.DEFAULT.stride(stride));
  }

  /** Max pooling with the indices of the maxima. Same as {@code F.max_pool3d_with_indices}. */
  public static Pooled maxPool3dWithIndices(
      Tensor input, Sizes kernelSize, MaxPoolOptions options) {
    return checked(
        () -> Pooled.of(pooled(3, input, kernelSize, options, torch::max_pool3d_with_indices)),
        input,
        kernelSize,
        options);
  }

  private interface MaxPool<R> {
    R apply(
        org.bytedeco.pytorch.Tensor input,
        long[] kernel,
        long[] stride,
        long[] padding,
        long[] dilation,
        boolean ceil);
  }

  private static <R> R pooled(
      int dimensions, Tensor input, Sizes kernelSize, MaxPoolOptions options, MaxPool<R> operator) {
    long[] kernel = kernelSize.forDimensions("kernelSize", dimensions);
    long[] stride =
        options.stride() == null ? kernel : options.stride().forDimensions("stride", dimensions);
    long[] padding = options.padding().forDimensions("padding", dimensions);
    long[] dilation = options.dilation().forDimensions("dilation", dimensions);
    MaxPoolWindows.requireInputInEach(input.unwrap(), stride, padding, dilation);
    return operator.apply(input.unwrap(), kernel, stride, padding, dilation, options.ceilMode());
  }
}
