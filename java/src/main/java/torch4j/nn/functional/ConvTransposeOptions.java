package torch4j.nn.functional;

/**
 * What transposed convolutions take beside their sizes, with PyTorch's defaults.
 *
 * @param stride the window's step in the output
 * @param padding how far the output is cut on each side
 * @param outputPadding how far the output is extended at one end, less than stride or dilation
 * @param groups the number of groups into which the channels are split
 * @param bias whether a layer learns a bias; functions take the bias itself and pass over this
 * @param dilation the distance between a window's elements
 * @param paddingMode zeros; PyTorch knows no other one here
 */
public record ConvTransposeOptions(
    Sizes stride,
    Sizes padding,
    Sizes outputPadding,
    long groups,
    boolean bias,
    Sizes dilation,
    PaddingMode paddingMode) {
  /** PyTorch's defaults. */
  public static final ConvTransposeOptions DEFAULT =
      new ConvTransposeOptions(
          Sizes.of(1), Sizes.of(0), Sizes.of(0), 1, true, Sizes.of(1), PaddingMode.ZEROS);

  /** Checks the values. */
  public ConvTransposeOptions {
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

  /** Another step of the window: one number, or one for each dimension. */
  public ConvTransposeOptions stride(long... stride) {
    return new ConvTransposeOptions(
        Sizes.of(stride), padding, outputPadding, groups, bias, dilation, paddingMode);
  }

  /** Another padding: one number, or one for each dimension. */
  public ConvTransposeOptions padding(long... padding) {
    return new ConvTransposeOptions(
        stride, Sizes.of(padding), outputPadding, groups, bias, dilation, paddingMode);
  }

  /** Another extension at one end: one number, or one for each dimension. */
  public ConvTransposeOptions outputPadding(long... outputPadding) {
    return new ConvTransposeOptions(
        stride, padding, Sizes.of(outputPadding), groups, bias, dilation, paddingMode);
  }

  /** Another number of groups. */
  public ConvTransposeOptions groups(long groups) {
    return new ConvTransposeOptions(
        stride, padding, outputPadding, groups, bias, dilation, paddingMode);
  }

  /** With or without bias. */
  public ConvTransposeOptions bias(boolean bias) {
    return new ConvTransposeOptions(
        stride, padding, outputPadding, groups, bias, dilation, paddingMode);
  }

  /** Another dilation: one number, or one for each dimension. */
  public ConvTransposeOptions dilation(long... dilation) {
    return new ConvTransposeOptions(
        stride, padding, outputPadding, groups, bias, Sizes.of(dilation), paddingMode);
  }

  /**
   * The padding mode, for likeness with Python.
   *
   * @throws IllegalArgumentException if it is another one than zeros
   */
  public ConvTransposeOptions paddingMode(PaddingMode paddingMode) {
    return new ConvTransposeOptions(
        stride, padding, outputPadding, groups, bias, dilation, paddingMode);
  }
}
