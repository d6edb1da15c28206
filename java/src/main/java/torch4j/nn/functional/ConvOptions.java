package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of convolutions beside channels and kernel size, with PyTorch's defaults.
 *
 * @param stride the stride of the convolution
 * @param padding the padding added to both sides of the input; 0 if there is a {@code paddingName}
 * @param paddingName {@code same}, {@code valid}, or null for the sizes in {@code padding}
 * @param dilation the spacing between kernel elements
 * @param groups the number of blocked connections from input channels to output channels
 * @param bias whether a layer adds a learnable bias to the output; functions ignore this and take
 *     the bias itself
 * @param paddingMode the padding mode: zeros, reflect, replicate or circular
 */
@Withers
public record ConvOptions(
    Sizes stride,
    Sizes padding,
    String paddingName,
    Sizes dilation,
    long groups,
    boolean bias,
    PaddingMode paddingMode)
    implements ConvOptionsWithers {
  /** PyTorch's defaults. */
  public static final ConvOptions DEFAULT =
      new ConvOptions(Sizes.of(1), Sizes.of(0), null, Sizes.of(1), 1, true, PaddingMode.ZEROS);

  /** Checks the values. */
  public ConvOptions {
    Require.nonNull(stride, "stride", "sizes");
    Require.nonNull(padding, "padding", "sizes");
    Require.nonNull(dilation, "dilation", "sizes");
    Require.nonNull(paddingMode, "paddingMode", "a padding mode");
    stride.requireAtLeast("stride", 1);
    dilation.requireAtLeast("dilation", 1);
    padding.requireAtLeast("padding", 0);
    if (paddingName != null && !paddingName.equals("same") && !paddingName.equals("valid")) {
      throw new IllegalArgumentException(
          "padding: got \"" + paddingName + "\", expected \"same\" or \"valid\"");
    }
    if (groups < 1) {
      throw new IllegalArgumentException("groups: got " + groups + ", expected >= 1");
    }
  }

  @Override
  public ConvOptions padding(Sizes padding) {
    return ConvOptionsWithers.super.padding(padding).paddingName(null);
  }

  /**
   * Returns a copy with a padding by name: {@code "valid"} is no padding, {@code "same"} pads the
   * input so that the output has its shape, and requires a stride of 1.
   *
   * @throws IllegalArgumentException if it is neither of these
   */
  public ConvOptions padding(String name) {
    return padding(0).paddingName(Require.nonNull(name, "name", "\"valid\" or \"same\""));
  }
}
