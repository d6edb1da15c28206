package torch4j.nn;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.Sizes;

/**
 * The base class of the transposed convolutions. Same as {@code
 * torch.nn.modules.conv._ConvTransposeNd}.
 */
abstract class ConvTransposeLayer extends ConvLayer {
  private final long[] outputPadding;

  ConvTransposeLayer(
      int dimensions,
      Long inChannels,
      long outChannels,
      Sizes kernelSize,
      ConvTransposeOptions options) {
    super(dimensions, inChannels, outChannels, kernelSize, convOptions(options));
    outputPadding = options.outputPadding().forDimensions("outputPadding", dimensions);
  }

  private static ConvOptions convOptions(ConvTransposeOptions options) {
    return new ConvOptions(
        Require.nonNull(options, "options", "options").stride(),
        options.padding(),
        null,
        options.dilation(),
        options.groups(),
        options.bias(),
        options.paddingMode());
  }

  @Override
  final long[] weightShape(long inChannels) {
    return LongStream.concat(
            LongStream.of(inChannels, outChannels / options.groups()), LongStream.of(kernelSize))
        .toArray();
  }

  @Override
  final long channelsOf(Tensor weight) {
    return weight.size(0);
  }

  @Override
  final Tensor convolve(Tensor input) {
    return convolve(input, outputPadding);
  }

  private Tensor convolve(Tensor input, long[] extra) {
    Tensor weight = weight();
    TensorOptional bias = optionalParameter("bias");
    long groups = options.groups();
    return switch (dimensions) {
      case 1 ->
          Tensor.wrap(
              torch.conv_transpose1d(
                  input.unwrap(), weight.unwrap(), bias, stride, padding, extra, groups, dilation));
      case 2 ->
          Tensor.wrap(
              torch.conv_transpose2d(
                  input.unwrap(), weight.unwrap(), bias, stride, padding, extra, groups, dilation));
      default ->
          Tensor.wrap(
              torch.conv_transpose3d(
                  input.unwrap(), weight.unwrap(), bias, stride, padding, extra, groups, dilation));
    };
  }

  /**
   * Computes an output of this size, to choose between the sizes that are possible with a stride
   * greater than 1. Same as {@code module(input, output_size)}: the layer's output padding is
   * ignored.
   *
   * @param outputSize the output size, with or without the batch and channel dimensions
   * @throws IllegalArgumentException if the input does not fit the layer, or the output size is not
   *     possible for the input
   */
  public final Tensor call(Tensor input, Sizes outputSize) {
    return run(
        inputs -> {
          Tensor x = inputs.get(0);
          initialize(x);
          return convolve(x, outputPadding(x, outputSize));
        },
        input);
  }

  private long[] outputPadding(Tensor input, Sizes outputSize) {
    int others = input.dim() == dimensions + 2 ? 2 : 1;
    long[] wanted =
        Require.nonNull(outputSize, "outputSize", "sizes").values().stream()
            .mapToLong(Long::longValue)
            .toArray();
    if (wanted.length == others + dimensions) {
      wanted = Arrays.copyOfRange(wanted, others, wanted.length);
    }
    if (wanted.length != dimensions) {
      throw invalidInput(
          String.format(
              java.util.Locale.ROOT,
              "for %dD input, output_size must have %d or %d elements (got %d)",
              input.dim(),
              dimensions,
              others + dimensions,
              wanted.length),
          input);
    }
    var extra = new long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      long least =
          (input.size(i + others) - 1) * stride[i]
              - 2 * padding[i]
              + dilation[i] * (kernelSize[i] - 1)
              + 1;
      extra[i] = wanted[i] - least;
      if (extra[i] < 0 || extra[i] >= stride[i]) {
        throw invalidInput(wrongSize(outputSize, i, least), input);
      }
    }
    return extra;
  }

  private String wrongSize(Sizes outputSize, int dimension, long least) {
    return String.format(
        java.util.Locale.ROOT,
        "requested an output size of %s, but valid sizes range from %d to %d in dimension %d",
        outputSize,
        least,
        least + stride[dimension] - 1,
        dimension);
  }

  @Override
  final String outputPaddingRepr() {
    return Arrays.stream(outputPadding).allMatch(size -> size == 0)
        ? ""
        : ", output_padding=" + Sizes.tuple(outputPadding);
  }
}
