package torch4j.nn;

import org.bytedeco.pytorch.MaxPool2dImpl;
import org.bytedeco.pytorch.MaxPool2dOptions;
import org.bytedeco.pytorch.Tensor;

/**
 * The largest element of each window. Same as {@code torch.nn.MaxPool2d}: input {@code [N, C, H,
 * W]} or {@code [C, H, W]}.
 */
public final class MaxPool2d extends Module {
  private final MaxPool2dImpl impl;
  private final Options options;

  /**
   * What {@code torch.nn.MaxPool2d} takes, with its defaults.
   *
   * @param kernelSize the window
   * @param stride the window's step; null for the window's own size
   * @param padding how far the input is extended on each side, at most half the window
   * @param dilation the distance between a window's elements
   * @param ceilMode whether a window may reach over the edge
   */
  public record Options(
      Sizes kernelSize, Sizes stride, Sizes padding, Sizes dilation, boolean ceilMode) {
    /** Another step of the window: one number, or height and width. */
    public Options stride(long... stride) {
      return new Options(kernelSize, Sizes.of("stride", 2, 1, stride), padding, dilation, ceilMode);
    }

    /** Another padding: one number, or height and width. */
    public Options padding(long... padding) {
      return new Options(
          kernelSize, stride, Sizes.of("padding", 2, 0, padding), dilation, ceilMode);
    }

    /** Another dilation: one number, or height and width. */
    public Options dilation(long... dilation) {
      return new Options(
          kernelSize, stride, padding, Sizes.of("dilation", 2, 1, dilation), ceilMode);
    }

    /** Whether a window may reach over the edge. */
    public Options ceilMode(boolean ceilMode) {
      return new Options(kernelSize, stride, padding, dilation, ceilMode);
    }

    private Sizes effectiveStride() {
      return stride == null ? kernelSize : stride;
    }
  }

  /** The options of a window of this size: one number, or height and width. */
  public static Options options(long... kernelSize) {
    return new Options(
        Sizes.of("kernelSize", 2, 1, kernelSize),
        null,
        Sizes.of("padding", 2, 0, 0),
        Sizes.of("dilation", 2, 1, 1),
        false);
  }

  /** Square windows side by side. */
  public MaxPool2d(long kernelSize) {
    this(options(kernelSize));
  }

  /** Windows with all options. */
  public MaxPool2d(Options options) {
    this(options, build(() -> make(options)));
  }

  private MaxPool2d(Options options, MaxPool2dImpl impl) {
    super(impl);
    this.impl = impl;
    this.options = options;
  }

  private static MaxPool2dImpl make(Options options) {
    var native2d = new MaxPool2dOptions(options.kernelSize.toPointer());
    options.effectiveStride().into(native2d.stride());
    options.padding.into(native2d.padding());
    options.dilation.into(native2d.dilation());
    native2d.ceil_mode().put(options.ceilMode);
    return new MaxPool2dImpl(native2d);
  }

  @Override
  public Tensor forward(Tensor input) {
    return impl.forward(input);
  }

  @Override
  String expectedInput() {
    return "[N, C, H, W] or [C, H, W], with H and W no smaller than the window";
  }

  @Override
  protected String extraRepr() {
    return "kernel_size="
        + options.kernelSize.shortest()
        + ", stride="
        + options.effectiveStride().shortest()
        + ", padding="
        + options.padding.shortest()
        + ", dilation="
        + options.dilation.shortest()
        + ", ceil_mode="
        + python(options.ceilMode);
  }
}
