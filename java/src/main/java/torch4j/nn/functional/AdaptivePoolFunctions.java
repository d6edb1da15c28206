package torch4j.nn.functional;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** The part of {@link F} with adaptive and fractional poolings. */
abstract class AdaptivePoolFunctions extends MaxUnpoolFunctions {
  AdaptivePoolFunctions() {}

  /** Adaptive average pooling. Same as {@code F.adaptive_avg_pool1d}. */
  public static Tensor adaptiveAvgPool1d(Tensor input, long outputSize) {
    return adaptiveAvgPool1d(input, Sizes.of(outputSize));
  }

  /**
   * Adaptive average pooling. Same as {@code F.adaptive_avg_pool1d}.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @param outputSize the target output size
   */
  public static Tensor adaptiveAvgPool1d(Tensor input, Sizes outputSize) {
    return checked(
        () -> Torch.adaptiveAvgPool1d(input, outputSize(1, outputSize, input)), input, outputSize);
  }

  /** Adaptive max pooling. Same as {@code F.adaptive_max_pool1d}. */
  public static Tensor adaptiveMaxPool1d(Tensor input, long outputSize) {
    return adaptiveMaxPool1d(input, Sizes.of(outputSize));
  }

  /**
   * Adaptive max pooling. Same as {@code F.adaptive_max_pool1d}.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @param outputSize the target output size
   */
  public static Tensor adaptiveMaxPool1d(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Pooled.outputOf(
                torch.adaptive_max_pool1d(input.unwrap(), outputSize(1, outputSize, input))),
        input,
        outputSize);
  }

  /**
   * Adaptive max pooling with the indices of the maxima. Same as {@code
   * F.adaptive_max_pool1d_with_indices}.
   */
  public static Pooled adaptiveMaxPool1dWithIndices(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Pooled.of(torch.adaptive_max_pool1d(input.unwrap(), outputSize(1, outputSize, input))),
        input,
        outputSize);
  }

  /** Adaptive average pooling. Same as {@code F.adaptive_avg_pool2d}. */
  public static Tensor adaptiveAvgPool2d(Tensor input, long outputSize) {
    return adaptiveAvgPool2d(input, Sizes.of(outputSize));
  }

  /**
   * Adaptive average pooling. Same as {@code F.adaptive_avg_pool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @param outputSize the target output size, one for all dimensions or one for each; {@link
   *     Sizes#INPUT} means the same size as the input
   */
  public static Tensor adaptiveAvgPool2d(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Tensor.wrap(
                torch.adaptive_avg_pool2d(input.unwrap(), outputSize(2, outputSize, input))),
        input,
        outputSize);
  }

  /** Adaptive max pooling. Same as {@code F.adaptive_max_pool2d}. */
  public static Tensor adaptiveMaxPool2d(Tensor input, long outputSize) {
    return adaptiveMaxPool2d(input, Sizes.of(outputSize));
  }

  /**
   * Adaptive max pooling. Same as {@code F.adaptive_max_pool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @param outputSize the target output size, one for all dimensions or one for each; {@link
   *     Sizes#INPUT} means the same size as the input
   */
  public static Tensor adaptiveMaxPool2d(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Pooled.outputOf(
                torch.adaptive_max_pool2d(input.unwrap(), outputSize(2, outputSize, input))),
        input,
        outputSize);
  }

  /**
   * Adaptive max pooling with the indices of the maxima. Same as {@code
   * F.adaptive_max_pool2d_with_indices}.
   */
  public static Pooled adaptiveMaxPool2dWithIndices(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Pooled.of(torch.adaptive_max_pool2d(input.unwrap(), outputSize(2, outputSize, input))),
        input,
        outputSize);
  }

  /** Adaptive average pooling. Same as {@code F.adaptive_avg_pool3d}. */
  public static Tensor adaptiveAvgPool3d(Tensor input, long outputSize) {
    return adaptiveAvgPool3d(input, Sizes.of(outputSize));
  }

  /**
   * Adaptive average pooling. Same as {@code F.adaptive_avg_pool3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @param outputSize the target output size, one for all dimensions or one for each; {@link
   *     Sizes#INPUT} means the same size as the input
   */
  public static Tensor adaptiveAvgPool3d(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Tensor.wrap(
                torch.adaptive_avg_pool3d(input.unwrap(), outputSize(3, outputSize, input))),
        input,
        outputSize);
  }

  /** Adaptive max pooling. Same as {@code F.adaptive_max_pool3d}. */
  public static Tensor adaptiveMaxPool3d(Tensor input, long outputSize) {
    return adaptiveMaxPool3d(input, Sizes.of(outputSize));
  }

  /**
   * Adaptive max pooling. Same as {@code F.adaptive_max_pool3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @param outputSize the target output size, one for all dimensions or one for each; {@link
   *     Sizes#INPUT} means the same size as the input
   */
  public static Tensor adaptiveMaxPool3d(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Pooled.outputOf(
                torch.adaptive_max_pool3d(input.unwrap(), outputSize(3, outputSize, input))),
        input,
        outputSize);
  }

  /**
   * Adaptive max pooling with the indices of the maxima. Same as {@code
   * F.adaptive_max_pool3d_with_indices}.
   */
  public static Pooled adaptiveMaxPool3dWithIndices(Tensor input, Sizes outputSize) {
    return checked(
        () ->
            Pooled.of(torch.adaptive_max_pool3d(input.unwrap(), outputSize(3, outputSize, input))),
        input,
        outputSize);
  }

  private static long[] outputSize(int dimensions, Sizes outputSize, Tensor input) {
    long[] sizes =
        Require.nonNull(outputSize, "outputSize", "sizes").forDimensions("outputSize", dimensions);
    for (int i = 0; i < dimensions; i++) {
      if (sizes[i] == Sizes.INPUT) {
        if (outputSize.values().size() == 1) {
          throw new IllegalArgumentException(
              "outputSize: got None for all dimensions, expected a number, or one for each");
        }
        sizes[i] = input.size(i - dimensions);
      }
    }
    return sizes;
  }

  /** Fractional max pooling. Same as {@code F.fractional_max_pool2d}. */
  public static Tensor fractionalMaxPool2d(Tensor input, Sizes kernelSize, Sizes outputSize) {
    return fractionalMaxPool2d(input, kernelSize, toOptions(outputSize));
  }

  /**
   * Fractional max pooling. Same as {@code F.fractional_max_pool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @throws IllegalArgumentException if neither or both of the output size and the output ratio are
   *     given
   */
  public static Tensor fractionalMaxPool2d(
      Tensor input, Sizes kernelSize, FractionalMaxPoolOptions options) {
    Pooled pooled = fractionalMaxPool2dWithIndices(input, kernelSize, options);
    pooled.indices().close();
    return pooled.output();
  }

  /**
   * Fractional max pooling with the indices of the maxima. Same as {@code
   * F.fractional_max_pool2d_with_indices}.
   */
  public static Pooled fractionalMaxPool2dWithIndices(
      Tensor input, Sizes kernelSize, Sizes outputSize) {
    return fractionalMaxPool2dWithIndices(input, kernelSize, toOptions(outputSize));
  }

  /**
   * Fractional max pooling with the indices of the maxima. Same as {@code
   * F.fractional_max_pool2d_with_indices}.
   */
  public static Pooled fractionalMaxPool2dWithIndices(
      Tensor input, Sizes kernelSize, FractionalMaxPoolOptions options) {
    Require.nonNull(input, "input", "a tensor");
    long[] kernel = window(2, kernelSize);
    return checked(
        () -> {
          long[] size = options.sizeFor(input, 2);
          Tensor samples = randomSamples(2, input, options);
          return Pooled.of(
              torch.fractional_max_pool2d(input.unwrap(), kernel, size, samples.unwrap()));
        },
        input,
        kernelSize,
        options);
  }

  /** Fractional max pooling. Same as {@code F.fractional_max_pool3d}. */
  public static Tensor fractionalMaxPool3d(Tensor input, Sizes kernelSize, Sizes outputSize) {
    return fractionalMaxPool3d(input, kernelSize, toOptions(outputSize));
  }

  /**
   * Fractional max pooling. Same as {@code F.fractional_max_pool3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @throws IllegalArgumentException if neither or both of the output size and the output ratio are
   *     given
   */
  public static Tensor fractionalMaxPool3d(
      Tensor input, Sizes kernelSize, FractionalMaxPoolOptions options) {
    Pooled pooled = fractionalMaxPool3dWithIndices(input, kernelSize, options);
    pooled.indices().close();
    return pooled.output();
  }

  /**
   * Fractional max pooling with the indices of the maxima. Same as {@code
   * F.fractional_max_pool3d_with_indices}.
   */
  public static Pooled fractionalMaxPool3dWithIndices(
      Tensor input, Sizes kernelSize, Sizes outputSize) {
    return fractionalMaxPool3dWithIndices(input, kernelSize, toOptions(outputSize));
  }

  /**
   * Fractional max pooling with the indices of the maxima. Same as {@code
   * F.fractional_max_pool3d_with_indices}.
   */
  public static Pooled fractionalMaxPool3dWithIndices(
      Tensor input, Sizes kernelSize, FractionalMaxPoolOptions options) {
    Require.nonNull(input, "input", "a tensor");
    long[] kernel = window(3, kernelSize);
    return checked(
        () -> {
          long[] size = options.sizeFor(input, 3);
          Tensor samples = randomSamples(3, input, options);
          return Pooled.of(
              torch.fractional_max_pool3d(input.unwrap(), kernel, size, samples.unwrap()));
        },
        input,
        kernelSize,
        options);
  }

  private static FractionalMaxPoolOptions toOptions(Sizes outputSize) {
    return new FractionalMaxPoolOptions(
        Require.nonNull(outputSize, "outputSize", "sizes"), null, null);
  }

  // LibTorch adds the kernel size to the output size before it checks the sum: it may overflow.
  private static long[] window(int dimensions, Sizes kernelSize) {
    long[] window =
        Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", dimensions);
    for (long size : window) {
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "kernelSize: got " + size + ", expected >= 0 and <= " + Integer.MAX_VALUE);
      }
    }
    return window;
  }

  // Other samples would place windows beyond the input.
  private static Tensor requireInRange(Tensor samples) {
    try (var scope = Torch.scope()) {
      if (samples.isCpu()
          && samples.numel() > 0
          && !(samples.min().itemDouble() >= 0 && samples.max().itemDouble() < 1)) {
        throw new IllegalArgumentException(
            "randomSamples: got "
                + TensorDescription.of(samples)
                + " with elements out of range, expected numbers >= 0 and < 1");
      }
    }
    return samples;
  }

  private static Tensor randomSamples(
      int dimensions, Tensor input, FractionalMaxPoolOptions options) {
    if (Require.nonNull(options, "options", "options").randomSamples() != null) {
      return requireInRange(options.randomSamples());
    }
    long batch = input.dim() == dimensions + 1 ? 1 : input.size(0);
    return Tensor.wrap(
        torch.rand(
            new long[] {batch, input.size(-1 - dimensions), dimensions},
            new ScalarTypeOptional(input.dtype().unwrap()),
            new LayoutOptional(),
            new DeviceOptional(input.device().unwrap()),
            new BoolOptional()));
  }
}
