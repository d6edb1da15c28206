package torch4j.nn;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Text;
import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.PaddingMode;
import torch4j.nn.functional.Sizes;

/** What the convolutions share. Same as {@code torch.nn.modules.conv._ConvNd}. */
abstract class ConvLayer extends Module {
  final long inChannels;
  final long outChannels;
  final long[] kernelSize;
  final ConvOptions options;
  final long[] stride;
  final long[] padding;
  final long[] dilation;

  ConvLayer(
      int dimensions, long inChannels, long outChannels, Sizes kernelSize, ConvOptions options) {
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.options = options;
    this.kernelSize = kernelSize.forDimensions("kernelSize", dimensions);
    stride = options.stride().forDimensions("stride", dimensions);
    dilation = options.dilation().forDimensions("dilation", dimensions);
    padding =
        options.padding() == null ? null : options.padding().forDimensions("padding", dimensions);
    requireDivisible("inChannels", inChannels);
    requireDivisible("outChannels", outChannels);
    if (padding == null && Arrays.stream(stride).anyMatch(step -> step != 1)) {
      throw new IllegalArgumentException(
          "padding: got \"same\" with stride "
              + Sizes.tuple(stride)
              + ", expected stride 1; padding='same' is not supported for strided convolutions");
    }
    registerParameter("weight", empty(weightShape()));
    registerParameter("bias", options.bias() ? empty(outChannels) : null);
    resetParameters();
  }

  private void requireDivisible(String name, long channels) {
    if (channels % options.groups() != 0) {
      throw new IllegalArgumentException(
          name + ": got " + channels + ", expected a multiple of groups = " + options.groups());
    }
  }

  /** The weight's shape; transposed convolutions have the channels the other way round. */
  long[] weightShape() {
    return LongStream.concat(
            LongStream.of(outChannels, inChannels / options.groups()), LongStream.of(kernelSize))
        .toArray();
  }

  /** Draws the first values again. Same as {@code reset_parameters}. */
  public final void resetParameters() {
    initAsLinear(weight(), bias());
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
  protected final String expectedInput() {
    String rest = inChannels + spatial();
    return "[N, " + rest + "] or [" + rest + "] " + Text.dtype(weight());
  }

  private String spatial() {
    return switch (kernelSize.length) {
      case 1 -> ", L";
      case 2 -> ", H, W";
      default -> ", D, H, W";
    };
  }

  /** What stands between padding and groups in a transposed convolution's repr. */
  String outputPaddingRepr() {
    return "";
  }

  @Override
  protected final String extraRepr() {
    var text =
        new StringBuilder(
            inChannels
                + ", "
                + outChannels
                + ", kernel_size="
                + Sizes.tuple(kernelSize)
                + ", stride="
                + Sizes.tuple(stride));
    if (padding == null) {
      text.append(", padding=same");
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
    if (!options.bias()) {
      text.append(", bias=False");
    }
    if (options.paddingMode() != PaddingMode.ZEROS) {
      text.append(", padding_mode=").append(options.paddingMode());
    }
    return text.toString();
  }
}
