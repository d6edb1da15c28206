package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of transposed convolutions beside channels and kernel size, with PyTorch's defaults.
 *
 * @param stride the stride of the convolution
 * @param padding {@code dilation * (kernelSize - 1) - padding} zeros are added to both sides of the
 *     input
 * @param outputPadding the additional size added to one side of the output shape, less than stride
 *     or dilation
 * @param groups the number of blocked connections from input channels to output channels
 * @param bias whether a layer adds a learnable bias to the output; functions ignore this and take
 *     the bias itself
 * @param dilation the spacing between kernel elements
 * @param paddingMode the padding mode; only zeros is supported
 */
@Withers
public record ConvTransposeOptions(
    Sizes stride,
    Sizes padding,
    Sizes outputPadding,
    long groups,
    boolean bias,
    Sizes dilation,
    PaddingMode paddingMode)
    implements ConvTransposeOptionsWithers {
  /** PyTorch's defaults. */
  public static final ConvTransposeOptions DEFAULT =
      new ConvTransposeOptions(
          Sizes.of(1), Sizes.of(0), Sizes.of(0), 1, true, Sizes.of(1), PaddingMode.ZEROS);

  /** Checks the values. */
  public ConvTransposeOptions {
    Require.nonNull(stride, "stride", "sizes");
    Require.nonNull(padding, "padding", "sizes");
    Require.nonNull(outputPadding, "outputPadding", "sizes");
    Require.nonNull(dilation, "dilation", "sizes");
    Require.nonNull(paddingMode, "paddingMode", "a padding mode");
    stride.requireAtLeast("stride", 1);
    padding.requireAtLeast("padding", 0);
    outputPadding.requireAtLeast("outputPadding", 0);
    dilation.requireAtLeast("dilation", 1);
    if (groups < 1) {
      throw new IllegalArgumentException("groups: got " + groups + ", expected >= 1");
    }
    if (paddingMode != PaddingMode.ZEROS) {
      throw new IllegalArgumentException(
          "paddingMode: got " + paddingMode + ", expected zeros, the only one when transposed");
    }
  }
}
