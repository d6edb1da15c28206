package torch4j.nn;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.F;
import torch4j.nn.functional.PaddingMode;
import torch4j.nn.functional.Sizes;

/**
 * The base class of the convolutions. Same as {@code torch.nn.modules.conv._ConvNd}, and {@code
 * _LazyConvXdMixin} for the lazy ones.
 */
abstract class ConvLayer extends Module {
  final int dimensions;
  final long outChannels;
  final long[] kernelSize;
  final ConvOptions options;
  final long[] stride;
  final long[] padding;
  final long[] dilation;
  private final boolean isPlain;
  private long inChannels;
  private boolean lazy;

  /**
   * Registers the parameters.
   *
   * @param inChannels the number of input channels, or null if it is inferred from the first input
   */
  ConvLayer(
      int dimensions, Long inChannels, long outChannels, Sizes kernelSize, ConvOptions options) {
    this.dimensions = dimensions;
    this.outChannels = outChannels;
    this.options = Require.nonNull(options, "options", "options");
    this.kernelSize =
        Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", dimensions);
    stride = options.stride().forDimensions("stride", dimensions);
    dilation = options.dilation().forDimensions("dilation", dimensions);
    padding = options.padding().forDimensions("padding", dimensions);
    isPlain = options.paddingName() == null && options.paddingMode() == PaddingMode.ZEROS;
    lazy = inChannels == null;
    requireDivisible("outChannels", outChannels);
    requireNoStrideIfSame();
    if (lazy) {
      registerLazyParameter("weight");
      if (options.bias()) {
        registerLazyParameter("bias");
      } else {
        registerParameter("bias", null);
      }
    } else {
      this.inChannels = inChannels;
      requireDivisible("inChannels", inChannels);
      registerParameter("weight", empty(weightShape(inChannels)));
      registerParameter("bias", options.bias() ? empty(outChannels) : null);
      resetParameters();
    }
  }

  private void requireDivisible(String name, long channels) {
    if (channels % options.groups() != 0) {
      throw new IllegalArgumentException(
          name + ": got " + channels + ", expected a multiple of groups = " + options.groups());
    }
  }

  private void requireNoStrideIfSame() {
    if ("same".equals(options.paddingName()) && Arrays.stream(stride).anyMatch(step -> step != 1)) {
      throw new IllegalArgumentException(
          "padding: got \"same\" with stride "
              + Sizes.tuple(stride)
              + ", expected stride 1; padding='same' is not supported for strided convolutions");
    }
  }

  /** The weight's shape; transposed convolutions have the channels in the opposite order. */
  long[] weightShape(long inChannels) {
    return LongStream.concat(
            LongStream.of(outChannels, inChannels / options.groups()), LongStream.of(kernelSize))
        .toArray();
  }

  /** The number of input channels of a layer with this weight. */
  long channelsOf(Tensor weight) {
    return weight.size(1) * options.groups();
  }

  /**
   * Re-initializes the parameters; does nothing for a lazy layer before its first input. Same as
   * {@code reset_parameters}.
   */
  public final void resetParameters() {
    if (!lazy) {
      initAsLinear(weight(), bias());
    }
  }

  /** The weight, {@code [outChannels, inChannels / groups, kernel...]}. */
  public final Tensor weight() {
    return parameter("weight");
  }

  /** The bias, {@code [outChannels]}, or null without one. */
  public final Tensor bias() {
    return parameter("bias");
  }

  @Override
  public final Tensor forward(Tensor input) {
    initialize(input);
    return convolve(input);
  }

  /** Computes the output, after a lazy layer has been initialized. */
  Tensor convolve(Tensor input) {
    if (!isPlain) {
      return switch (dimensions) {
        case 1 -> F.conv1d(input, weight(), bias(), options);
        case 2 -> F.conv2d(input, weight(), bias(), options);
        default -> F.conv3d(input, weight(), bias(), options);
      };
    }
    Tensor weight = weight();
    TensorOptional bias = optionalParameter("bias");
    long groups = options.groups();
    return switch (dimensions) {
      case 1 ->
          Tensor.wrap(
              torch.conv1d(
                  input.unwrap(), weight.unwrap(), bias, stride, padding, dilation, groups));
      case 2 ->
          Tensor.wrap(
              torch.conv2d(
                  input.unwrap(), weight.unwrap(), bias, stride, padding, dilation, groups));
      default ->
          Tensor.wrap(
              torch.conv3d(
                  input.unwrap(), weight.unwrap(), bias, stride, padding, dilation, groups));
    };
  }

  // ---- lazy layers

  /** Creates the parameters of a lazy layer for its first input. */
  final void initialize(Tensor input) {
    if (!lazy) {
      return;
    }
    long rank = input.dim();
    if (rank != dimensions + 1 && rank != dimensions + 2) {
      throw invalidInput(
          String.format(
              java.util.Locale.ROOT,
              "Expected %dD (unbatched) or %dD (batched) input to %s",
              dimensions + 1,
              dimensions + 2,
              typeName()),
          input);
    }
    materialize(input.size(rank == dimensions + 2 ? 1 : 0));
    resetParameters();
  }

  private void materialize(long channels) {
    requireDivisible("inChannels", channels);
    materialize("weight", weightShape(channels));
    materialize("bias", outChannels);
    inChannels = channels;
    lazy = false;
  }

  @Override
  final int lazyDimensions(String name) {
    return name.equals("weight") ? dimensions + 2 : 1;
  }

  @Override
  final void loaded() {
    if (lazy && !isLazy()) {
      inChannels = channelsOf(weight());
      lazy = false;
    }
  }

  @Override
  final String typeName() {
    String name = super.typeName();
    return lazy ? name : name.replace("Lazy", "");
  }

  // ---- repr

  @Override
  protected final String expectedInput() {
    return lazy
        ? ImageShape.of(dimensions, "C")
        : ImageShape.of(dimensions, String.valueOf(inChannels))
            + " "
            + TensorDescription.dtype(weight());
  }

  /** The output padding in the repr of a transposed convolution; "" for others. */
  String outputPaddingRepr() {
    return "";
  }

  @Override
  protected final String extraRepr() {
    var text = new StringBuilder(inChannels + ", " + outChannels);
    text.append(", kernel_size=").append(Sizes.tuple(kernelSize));
    text.append(", stride=").append(Sizes.tuple(stride));
    if (options.paddingName() != null) {
      text.append(", padding=").append(options.paddingName());
    } else if (Arrays.stream(padding).anyMatch(size -> size != 0)) {
      text.append(", padding=").append(Sizes.tuple(padding));
    }
    if (Arrays.stream(dilation).anyMatch(step -> step != 1)) {
      text.append(", dilation=").append(Sizes.tuple(dilation));
    }
    text.append(outputPaddingRepr());
    if (options.groups() != 1) {
      text.append(", groups=").append(options.groups());
    }
    if (bias() == null) {
      text.append(", bias=False");
    }
    if (options.paddingMode() != PaddingMode.ZEROS) {
      text.append(", padding_mode=").append(options.paddingMode());
    }
    return text.toString();
  }
}
