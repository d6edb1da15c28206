package torch4j.nn.functional;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.Require;

/**
 * The part of {@link F} with average and power-average pooling; the other poolings are in its
 * superclasses.
 */
abstract class PoolFunctions extends AdaptivePoolFunctions {
  PoolFunctions() {}

  /**
   * Average pooling over non-overlapping windows. Same as {@code F.avg_pool1d(input, kernel_size)}.
   */
  public static Tensor avgPool1d(Tensor input, long kernelSize) {
    return avgPool1d(input, Sizes.of(kernelSize), AvgPoolOptions.DEFAULT);
  }

  /** Average pooling with a stride. Same as {@code F.avg_pool1d(input, kernel_size, stride)}. */
  public static Tensor avgPool1d(Tensor input, long kernelSize, long stride) {
    return avgPool1d(input, Sizes.of(kernelSize), AvgPoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Average pooling. Same as {@code F.avg_pool1d}.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @throws IllegalArgumentException if the options have a {@code divisorOverride}, which 1D
   *     pooling does not have
   */
  public static Tensor avgPool1d(Tensor input, Sizes kernelSize, AvgPoolOptions options) {
    if (Require.nonNull(options, "options", "options").divisorOverride() != null) {
      throw new IllegalArgumentException(
          "divisorOverride: got " + options.divisorOverride() + ", expected null for 1D pooling");
    }
    long[] kernel =
        Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", 1);
    return checked(
        () ->
            Torch.avgPool1d(
                input,
                kernel,
                options.stride() == null ? kernel : options.stride().forDimensions("stride", 1),
                options.padding().forDimensions("padding", 1),
                options.ceilMode(),
                options.countIncludePad()),
        input,
        kernelSize,
        options);
  }

  /**
   * Average pooling over non-overlapping square windows. Same as {@code F.avg_pool2d(input,
   * kernel_size)}.
   */
  public static Tensor avgPool2d(Tensor input, long kernelSize) {
    return avgPool2d(input, Sizes.of(kernelSize), AvgPoolOptions.DEFAULT);
  }

  /**
   * Average pooling over square windows with a stride. Same as {@code F.avg_pool2d(input,
   * kernel_size, stride)}.
   */
  public static Tensor avgPool2d(Tensor input, long kernelSize, long stride) {
    return avgPool2d(input, Sizes.of(kernelSize), AvgPoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Average pooling. Same as {@code F.avg_pool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   */
  public static Tensor avgPool2d(Tensor input, Sizes kernelSize, AvgPoolOptions options) {
    long[] kernel =
        Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", 2);
    return checked(
        () ->
            Tensor.wrap(
                torch.avg_pool2d(
                    input.unwrap(),
                    kernel,
                    options.stride() == null ? kernel : options.stride().forDimensions("stride", 2),
                    options.padding().forDimensions("padding", 2),
                    options.ceilMode(),
                    options.countIncludePad(),
                    Optionals.of(options.divisorOverride()))),
        input,
        kernelSize,
        options);
  }

  /**
   * Average pooling over non-overlapping cubic windows. Same as {@code F.avg_pool3d(input,
   * kernel_size)}.
   */
  public static Tensor avgPool3d(Tensor input, long kernelSize) {
    return avgPool3d(input, Sizes.of(kernelSize), AvgPoolOptions.DEFAULT);
  }

  /**
   * Average pooling over cubic windows with a stride. Same as {@code F.avg_pool3d(input,
   * kernel_size, stride)}.
   */
  public static Tensor avgPool3d(Tensor input, long kernelSize, long stride) {
    return avgPool3d(input, Sizes.of(kernelSize), AvgPoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Average pooling. Same as {@code F.avg_pool3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   */
  public static Tensor avgPool3d(Tensor input, Sizes kernelSize, AvgPoolOptions options) {
    long[] kernel =
        Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", 3);
    return checked(
        () ->
            Tensor.wrap(
                torch.avg_pool3d(
                    input.unwrap(),
                    kernel,
                    options.stride() == null ? kernel : options.stride().forDimensions("stride", 3),
                    options.padding().forDimensions("padding", 3),
                    options.ceilMode(),
                    options.countIncludePad(),
                    Optionals.of(options.divisorOverride()))),
        input,
        kernelSize,
        options);
  }

  /** Power-average pooling over non-overlapping windows. Same as {@code F.lp_pool1d}. */
  public static Tensor lpPool1d(Tensor input, double normType, long kernelSize) {
    return lpPool1d(input, normType, Sizes.of(kernelSize), null, false);
  }

  /** Power-average pooling with a stride. Same as {@code F.lp_pool1d}. */
  public static Tensor lpPool1d(Tensor input, double normType, long kernelSize, long stride) {
    return lpPool1d(input, normType, Sizes.of(kernelSize), Sizes.of(stride), false);
  }

  /**
   * Power-average pooling: the {@code p}-norm of each window. Same as {@code F.lp_pool1d}.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @param normType the power {@code p}; infinity gives max pooling
   * @param stride the stride of the window; null for the kernel size
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public static Tensor lpPool1d(
      Tensor input, double normType, Sizes kernelSize, Sizes stride, boolean ceilMode) {
    return checked(
        () -> {
          if (Double.isInfinite(normType)) {
            var options = new MaxPoolOptions(stride, Sizes.of(0), Sizes.of(1), ceilMode);
            return normType > 0
                ? maxPool1d(input.abs(), kernelSize, options)
                : maxPool1d(input.abs().neg(), kernelSize, options).neg();
          }
          var options = new AvgPoolOptions(stride, Sizes.of(0), ceilMode, true, null);
          Tensor mean = avgPool1d(power(input, normType), kernelSize, options);
          return norm(mean, kernelSize.forDimensions("kernelSize", 1), normType);
        },
        input,
        kernelSize,
        stride);
  }

  /** Power-average pooling over non-overlapping square windows. Same as {@code F.lp_pool2d}. */
  public static Tensor lpPool2d(Tensor input, double normType, long kernelSize) {
    return lpPool2d(input, normType, Sizes.of(kernelSize), null, false);
  }

  /** Power-average pooling over square windows with a stride. Same as {@code F.lp_pool2d}. */
  public static Tensor lpPool2d(Tensor input, double normType, long kernelSize, long stride) {
    return lpPool2d(input, normType, Sizes.of(kernelSize), Sizes.of(stride), false);
  }

  /**
   * Power-average pooling: the {@code p}-norm of each window. Same as {@code F.lp_pool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @param normType the power {@code p}; infinity gives max pooling
   * @param stride the stride of the window; null for the kernel size
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public static Tensor lpPool2d(
      Tensor input, double normType, Sizes kernelSize, Sizes stride, boolean ceilMode) {
    return checked(
        () -> {
          if (Double.isInfinite(normType)) {
            var options = new MaxPoolOptions(stride, Sizes.of(0), Sizes.of(1), ceilMode);
            return normType > 0
                ? maxPool2d(input.abs(), kernelSize, options)
                : maxPool2d(input.abs().neg(), kernelSize, options).neg();
          }
          var options = new AvgPoolOptions(stride, Sizes.of(0), ceilMode, true, null);
          Tensor mean = avgPool2d(power(input, normType), kernelSize, options);
          return norm(mean, kernelSize.forDimensions("kernelSize", 2), normType);
        },
        input,
        kernelSize,
        stride);
  }

  /** Power-average pooling over non-overlapping cubic windows. Same as {@code F.lp_pool3d}. */
  public static Tensor lpPool3d(Tensor input, double normType, long kernelSize) {
    return lpPool3d(input, normType, Sizes.of(kernelSize), null, false);
  }

  /** Power-average pooling over cubic windows with a stride. Same as {@code F.lp_pool3d}. */
  public static Tensor lpPool3d(Tensor input, double normType, long kernelSize, long stride) {
    return lpPool3d(input, normType, Sizes.of(kernelSize), Sizes.of(stride), false);
  }

  /**
   * Power-average pooling: the {@code p}-norm of each window. Same as {@code F.lp_pool3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @param normType the power {@code p}; infinity gives max pooling
   * @param stride the stride of the window; null for the kernel size
   * @throws IllegalArgumentException if {@code normType} is 0
   */
  public static Tensor lpPool3d(
      Tensor input, double normType, Sizes kernelSize, Sizes stride, boolean ceilMode) {
    return checked(
        () -> {
          if (Double.isInfinite(normType)) {
            var options = new MaxPoolOptions(stride, Sizes.of(0), Sizes.of(1), ceilMode);
            return normType > 0
                ? maxPool3d(input.abs(), kernelSize, options)
                : maxPool3d(input.abs().neg(), kernelSize, options).neg();
          }
          var options = new AvgPoolOptions(stride, Sizes.of(0), ceilMode, true, null);
          Tensor mean = avgPool3d(power(input, normType), kernelSize, options);
          return norm(mean, kernelSize.forDimensions("kernelSize", 3), normType);
        },
        input,
        kernelSize,
        stride);
  }

  private static Tensor power(Tensor input, double normType) {
    if (normType == 0) {
      throw new IllegalArgumentException("normType: got 0, expected a nonzero number");
    }
    return input.pow(normType);
  }

  private static Tensor norm(Tensor mean, long[] kernel, double normType) {
    long elements = 1;
    for (long size : kernel) {
      elements *= size;
    }
    return mean.sign().mul(mean.abs().relu()).mul(elements).pow(1.0 / normType);
  }
}
