package torch4j.nn.functional;

/**
 * What convolutions take beside their sizes, with PyTorch's defaults.
 *
 * @param stride the window's step
 * @param padding how far the input is extended on each side; 0 if that is told by name
 * @param paddingName {@code same}, {@code valid}, or null if {@code padding} tells sizes
 * @param dilation the distance between a window's elements
 * @param groups the number of groups into which the channels are split
 * @param bias whether a layer learns a bias; functions take the bias itself and pass over this
 * @param paddingMode what stands beyond the edge
 */
public record ConvOptions(
    Sizes stride,
    Sizes padding,
    String paddingName,
    Sizes dilation,
    long groups,
    boolean bias,
    PaddingMode paddingMode) {
  /** PyTorch's defaults. */
  public static final ConvOptions DEFAULT =
      new ConvOptions(Sizes.of(1), Sizes.of(0), null, Sizes.of(1), 1, true, PaddingMode.ZEROS);

  /** Checks the values. */
  public ConvOptions {
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

  /** Another step of the window: one number, or one for each dimension. */
  public ConvOptions stride(long... stride) {
    return new ConvOptions(
        Sizes.of(stride), padding, paddingName, dilation, groups, bias, paddingMode);
  }

  /** Another padding: one number, or one for each dimension. */
  public ConvOptions padding(long... padding) {
    return new ConvOptions(stride, Sizes.of(padding), null, dilation, groups, bias, paddingMode);
  }

  /**
   * Padding by name: {@code "same"} keeps the input's size (the stride must be 1), {@code "valid"}
   * is none.
   *
   * @throws IllegalArgumentException if it is another name
   */
  public ConvOptions padding(String name) {
    return new ConvOptions(stride, Sizes.of(0), name, dilation, groups, bias, paddingMode);
  }

  /** Another dilation: one number, or one for each dimension. */
  public ConvOptions dilation(long... dilation) {
    return new ConvOptions(
        stride, padding, paddingName, Sizes.of(dilation), groups, bias, paddingMode);
  }

  /** Another number of groups. */
  public ConvOptions groups(long groups) {
    return new ConvOptions(stride, padding, paddingName, dilation, groups, bias, paddingMode);
  }

  /** With or without bias. */
  public ConvOptions bias(boolean bias) {
    return new ConvOptions(stride, padding, paddingName, dilation, groups, bias, paddingMode);
  }

  /** What stands beyond the edge. */
  public ConvOptions paddingMode(PaddingMode paddingMode) {
    return new ConvOptions(stride, padding, paddingName, dilation, groups, bias, paddingMode);
  }
}
