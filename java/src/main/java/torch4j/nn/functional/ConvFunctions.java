package torch4j.nn.functional;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.Require;

/** The part of {@link F} with the convolutions. */
abstract class ConvFunctions extends DistanceFunctions {
  ConvFunctions() {}

  /** A convolution without bias. Same as {@code F.conv1d(input, weight)}. */
  public static Tensor conv1d(Tensor input, Tensor weight) {
    return conv1d(input, weight, null);
  }

  /** A 1D convolution over sequences with a bias, or null. Same as {@code F.conv1d}. */
  public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias) {
    return conv1d(input, weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * A 1D convolution over sequences. Same as {@code F.conv1d}, and as {@code torch.nn.Conv1d} if
   * the padding mode is not zeros.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @param weight {@code [out, C / groups, kernel]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias, ConvOptions options) {
    return checked(() -> convolve(1, input, weight, bias, options), input, weight, bias, options);
  }

  /** A convolution without bias. Same as {@code F.conv2d(input, weight)}. */
  public static Tensor conv2d(Tensor input, Tensor weight) {
    return conv2d(input, weight, null);
  }

  /** A 2D convolution over images with a bias, or null. Same as {@code F.conv2d}. */
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias) {
    return conv2d(input, weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * A 2D convolution over images. Same as {@code F.conv2d}, and as {@code torch.nn.Conv2d} if the
   * padding mode is not zeros.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @param weight {@code [out, C / groups, kernel height, kernel width]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias, ConvOptions options) {
    return checked(() -> convolve(2, input, weight, bias, options), input, weight, bias, options);
  }

  /** A convolution without bias. Same as {@code F.conv3d(input, weight)}. */
  public static Tensor conv3d(Tensor input, Tensor weight) {
    return conv3d(input, weight, null);
  }

  /** A 3D convolution over volumes with a bias, or null. Same as {@code F.conv3d}. */
  public static Tensor conv3d(Tensor input, Tensor weight, Tensor bias) {
    return conv3d(input, weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * A 3D convolution over volumes. Same as {@code F.conv3d}, and as {@code torch.nn.Conv3d} if the
   * padding mode is not zeros.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @param weight {@code [out, C / groups, kernel depth, height, width]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor conv3d(Tensor input, Tensor weight, Tensor bias, ConvOptions options) {
    return checked(() -> convolve(3, input, weight, bias, options), input, weight, bias, options);
  }

  private static Tensor convolve(
      int dimensions, Tensor input, Tensor weight, Tensor bias, ConvOptions options) {
    if (Require.nonNull(options, "options", "options").paddingMode() != PaddingMode.ZEROS) {
      Tensor padded =
          Tensor.wrap(
              torch.pad(
                  input.unwrap(),
                  edges(dimensions, weight, options),
                  options.paddingMode().toString(),
                  new DoubleOptional()));
      ConvOptions rest = options.padding(0).paddingMode(PaddingMode.ZEROS);
      return convolve(dimensions, padded, weight, bias, rest);
    }
    if (options.paddingName() != null) {
      return convolveByName(dimensions, input, weight, bias, options);
    }
    long[] stride = options.stride().forDimensions("stride", dimensions);
    long[] padding = options.padding().forDimensions("padding", dimensions);
    long[] dilation = options.dilation().forDimensions("dilation", dimensions);
    TensorOptional optional = Optionals.of(bias);
    long groups = options.groups();
    return switch (dimensions) {
      case 1 ->
          Tensor.wrap(
              torch.conv1d(
                  input.unwrap(), weight.unwrap(), optional, stride, padding, dilation, groups));
      case 2 ->
          Tensor.wrap(
              torch.conv2d(
                  input.unwrap(), weight.unwrap(), optional, stride, padding, dilation, groups));
      default ->
          Tensor.wrap(
              torch.conv3d(
                  input.unwrap(), weight.unwrap(), optional, stride, padding, dilation, groups));
    };
  }

  private static Tensor convolveByName(
      int dimensions, Tensor input, Tensor weight, Tensor bias, ConvOptions options) {
    long[] stride =
        Require.nonNull(options, "options", "options").stride().forDimensions("stride", dimensions);
    long[] dilation = options.dilation().forDimensions("dilation", dimensions);
    String padding = options.paddingName();
    TensorOptional optional = Optionals.of(bias);
    long groups = options.groups();
    return switch (dimensions) {
      case 1 ->
          Tensor.wrap(
              torch.conv1d(
                  input.unwrap(), weight.unwrap(), optional, stride, padding, dilation, groups));
      case 2 ->
          Tensor.wrap(
              torch.conv2d(
                  input.unwrap(), weight.unwrap(), optional, stride, padding, dilation, groups));
      default ->
          Tensor.wrap(
              torch.conv3d(
                  input.unwrap(), weight.unwrap(), optional, stride, padding, dilation, groups));
    };
  }

  // The padding of both sides, last dimension first, in the format of torch.pad.
  private static long[] edges(int dimensions, Tensor weight, ConvOptions options) {
    boolean same = "same".equals(Require.nonNull(options, "options", "options").paddingName());
    long[] padding = options.padding().forDimensions("padding", dimensions);
    long[] dilation = options.dilation().forDimensions("dilation", dimensions);
    var edges = new long[2 * dimensions];
    for (int i = 0; i < dimensions; i++) {
      long both = same ? dilation[i] * (weight.size(i + 2) - 1) : 2 * padding[i];
      int place = 2 * (dimensions - 1 - i);
      edges[place] = both / 2;
      edges[place + 1] = both - both / 2;
    }
    return edges;
  }

  /** A transposed convolution without bias. Same as {@code F.conv_transpose1d(input, weight)}. */
  public static Tensor convTranspose1d(Tensor input, Tensor weight) {
    return convTranspose1d(input, weight, null);
  }

  /** A transposed convolution with a bias, or null. Same as {@code F.conv_transpose1d}. */
  public static Tensor convTranspose1d(Tensor input, Tensor weight, Tensor bias) {
    return convTranspose1d(input, weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * A 1D transposed convolution over sequences. Same as {@code F.conv_transpose1d}.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @param weight {@code [C, out / groups, kernel]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor convTranspose1d(
      Tensor input, Tensor weight, Tensor bias, ConvTransposeOptions options) {
    return checked(
        () ->
            Torch.convTranspose1d(
                input,
                weight,
                bias,
                options.stride().forDimensions("stride", 1),
                options.padding().forDimensions("padding", 1),
                options.outputPadding().forDimensions("outputPadding", 1),
                options.groups(),
                options.dilation().forDimensions("dilation", 1)),
        input,
        weight,
        bias,
        options);
  }

  /** A transposed convolution without bias. Same as {@code F.conv_transpose2d(input, weight)}. */
  public static Tensor convTranspose2d(Tensor input, Tensor weight) {
    return convTranspose2d(input, weight, null);
  }

  /** A transposed convolution with a bias, or null. Same as {@code F.conv_transpose2d}. */
  public static Tensor convTranspose2d(Tensor input, Tensor weight, Tensor bias) {
    return convTranspose2d(input, weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * A 2D transposed convolution over images. Same as {@code F.conv_transpose2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @param weight {@code [C, out / groups, kernel height, kernel width]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor convTranspose2d(
      Tensor input, Tensor weight, Tensor bias, ConvTransposeOptions options) {
    return checked(
        () ->
            Torch.convTranspose2d(
                input,
                weight,
                bias,
                options.stride().forDimensions("stride", 2),
                options.padding().forDimensions("padding", 2),
                options.outputPadding().forDimensions("outputPadding", 2),
                options.groups(),
                options.dilation().forDimensions("dilation", 2)),
        input,
        weight,
        bias,
        options);
  }

  /** A transposed convolution without bias. Same as {@code F.conv_transpose3d(input, weight)}. */
  public static Tensor convTranspose3d(Tensor input, Tensor weight) {
    return convTranspose3d(input, weight, null);
  }

  /** A transposed convolution with a bias, or null. Same as {@code F.conv_transpose3d}. */
  public static Tensor convTranspose3d(Tensor input, Tensor weight, Tensor bias) {
    return convTranspose3d(input, weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * A 3D transposed convolution over volumes. Same as {@code F.conv_transpose3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @param weight {@code [C, out / groups, kernel depth, height, width]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor convTranspose3d(
      Tensor input, Tensor weight, Tensor bias, ConvTransposeOptions options) {
    return checked(
        () ->
            Torch.convTranspose3d(
                input,
                weight,
                bias,
                options.stride().forDimensions("stride", 3),
                options.padding().forDimensions("padding", 3),
                options.outputPadding().forDimensions("outputPadding", 3),
                options.groups(),
                options.dilation().forDimensions("dilation", 3)),
        input,
        weight,
        bias,
        options);
  }

  /** A convolution without padding. Same as {@code F.conv_tbc(input, weight, bias)}. */
  public static Tensor convTbc(Tensor input, Tensor weight, Tensor bias) {
    return convTbc(input, weight, bias, 0);
  }

  /**
   * A 1D convolution over sequences with the time dimension first. Same as {@code F.conv_tbc}.
   *
   * @param input {@code [L, N, C]}
   * @param weight {@code [kernel, C, out]}
   * @param bias {@code [out]}
   * @param pad the number of time steps to pad with zeros on both sides
   */
  public static Tensor convTbc(Tensor input, Tensor weight, Tensor bias, long pad) {
    return checked(() -> Torch.convTbc(input, weight, bias, pad), input, weight, bias);
  }
}
