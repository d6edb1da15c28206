package torch4j.nn.functional;

/**
 * What folding and unfolding take beside their sizes, with PyTorch's defaults.
 *
 * @param dilation the distance between a block's elements
 * @param padding how far the image is extended on each side
 * @param stride the step between blocks
 */
public record FoldOptions(Sizes dilation, Sizes padding, Sizes stride) {
  /** PyTorch's defaults. */
  public static final FoldOptions DEFAULT = new FoldOptions(Sizes.of(1), Sizes.of(0), Sizes.of(1));

  /** Another dilation: one number, or one for each dimension. */
  public FoldOptions dilation(long... dilation) {
    return new FoldOptions(Sizes.of(dilation), padding, stride);
  }

  /** Another padding: one number, or one for each dimension. */
  public FoldOptions padding(long... padding) {
    return new FoldOptions(dilation, Sizes.of(padding), stride);
  }

  /** Another step between blocks: one number, or one for each dimension. */
  public FoldOptions stride(long... stride) {
    return new FoldOptions(dilation, padding, Sizes.of(stride));
  }
}
