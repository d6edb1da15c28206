package torch4j.nn;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.kCircular;
import org.bytedeco.pytorch.kReflect;
import org.bytedeco.pytorch.kReplicate;
import org.bytedeco.pytorch.kSame;
import org.bytedeco.pytorch.kZeros;
import torch4j.internal.Text;

/**
 * A convolution over images. Same as {@code torch.nn.Conv2d}: input {@code [N, inChannels, H, W]}
 * or {@code [inChannels, H, W]}, of the weight's dtype.
 */
public final class Conv2d extends Module {
  private final Conv2dImpl impl;
  private final long inChannels;
  private final long outChannels;
  private final Options options;

  /**
   * What {@code torch.nn.Conv2d} takes beside the channels, with its defaults.
   *
   * @param kernelSize the window
   * @param stride the window's step
   * @param padding how far the input is extended on each side; null for {@code padding="same"}
   * @param dilation the distance between a window's elements
   * @param groups the number of groups into which the channels are split
   * @param bias whether a bias is learned
   * @param paddingMode what stands beyond the edge
   */
  public record Options(
      Sizes kernelSize,
      Sizes stride,
      Sizes padding,
      Sizes dilation,
      long groups,
      boolean bias,
      PaddingMode paddingMode) {
    /** Another step of the window: one number, or height and width. */
    public Options stride(long... stride) {
      return new Options(
          kernelSize,
          Sizes.of("stride", 2, 1, stride),
          padding,
          dilation,
          groups,
          bias,
          paddingMode);
    }

    /** Another padding: one number, or height and width. */
    public Options padding(long... padding) {
      return new Options(
          kernelSize,
          stride,
          Sizes.of("padding", 2, 0, padding),
          dilation,
          groups,
          bias,
          paddingMode);
    }

    /** Padding that keeps the input's size: {@code padding="same"}; the stride must be 1. */
    public Options paddingSame() {
      return new Options(kernelSize, stride, null, dilation, groups, bias, paddingMode);
    }

    /** Another dilation: one number, or height and width. */
    public Options dilation(long... dilation) {
      return new Options(
          kernelSize,
          stride,
          padding,
          Sizes.of("dilation", 2, 1, dilation),
          groups,
          bias,
          paddingMode);
    }

    /** Another number of groups. */
    public Options groups(long groups) {
      return new Options(kernelSize, stride, padding, dilation, groups, bias, paddingMode);
    }

    /** With or without bias. */
    public Options bias(boolean bias) {
      return new Options(kernelSize, stride, padding, dilation, groups, bias, paddingMode);
    }

    /** What stands beyond the edge. */
    public Options paddingMode(PaddingMode paddingMode) {
      return new Options(kernelSize, stride, padding, dilation, groups, bias, paddingMode);
    }
  }

  /** The options of a window of this size: one number, or height and width. */
  public static Options options(long... kernelSize) {
    return new Options(
        Sizes.of("kernelSize", 2, 1, kernelSize),
        Sizes.of("stride", 2, 1, 1),
        Sizes.of("padding", 2, 0, 0),
        Sizes.of("dilation", 2, 1, 1),
        1,
        true,
        PaddingMode.ZEROS);
  }

  /** A convolution with a square window, stride 1, no padding, and bias. */
  public Conv2d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, options(kernelSize));
  }

  /**
   * A convolution with all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels, or "same" padding
   *     meets a stride
   */
  public Conv2d(long inChannels, long outChannels, Options options) {
    this(inChannels, outChannels, options, build(() -> make(inChannels, outChannels, options)));
  }

  private Conv2d(long inChannels, long outChannels, Options options, Conv2dImpl impl) {
    super(impl);
    this.impl = impl;
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.options = options;
  }

  private static Conv2dImpl make(long inChannels, long outChannels, Options options) {
    var native2d = new Conv2dOptions(inChannels, outChannels, options.kernelSize.toPointer());
    options.stride.into(native2d.stride());
    options.dilation.into(native2d.dilation());
    native2d.groups().put(options.groups);
    native2d.bias().put(options.bias);
    if (options.padding == null) {
      native2d.padding().put(new kSame());
    } else {
      native2d.padding().put(options.padding.toPointer());
    }
    switch (options.paddingMode) {
      case ZEROS -> native2d.padding_mode().put(new kZeros());
      case REFLECT -> native2d.padding_mode().put(new kReflect());
      case REPLICATE -> native2d.padding_mode().put(new kReplicate());
      case CIRCULAR -> native2d.padding_mode().put(new kCircular());
    }
    return new Conv2dImpl(native2d);
  }

  @Override
  public Tensor forward(Tensor input) {
    return impl.forward(input);
  }

  /** The weight, {@code [outChannels, inChannels / groups, kernel height, kernel width]}. */
  public Tensor weight() {
    return namedParameters().get("weight");
  }

  /** The bias, {@code [outChannels]}, or null without one. */
  public Tensor bias() {
    return namedParameters().get("bias");
  }

  @Override
  String expectedInput() {
    return "[N, " + inChannels + ", H, W] or [" + inChannels + ", H, W] " + Text.dtype(weight());
  }

  @Override
  protected String extraRepr() {
    var text =
        new StringBuilder(
            inChannels
                + ", "
                + outChannels
                + ", kernel_size="
                + options.kernelSize
                + ", stride="
                + options.stride);
    if (options.padding == null) {
      text.append(", padding=same");
    } else if (!options.padding.isAll(0)) {
      text.append(", padding=").append(options.padding);
    }
    if (!options.dilation.isAll(1)) {
      text.append(", dilation=").append(options.dilation);
    }
    if (options.groups != 1) {
      text.append(", groups=").append(options.groups);
    }
    if (!options.bias) {
      text.append(", bias=False");
    }
    if (options.paddingMode != PaddingMode.ZEROS) {
      text.append(", padding_mode=").append(options.paddingMode);
    }
    return text.toString();
  }
}
