package torch4j.nn.functional;

/**
 * What max unpooling takes beside the window, with PyTorch's defaults.
 *
 * @param stride the step of the window that pooled; null for the window's own size
 * @param padding the padding that the pooling had
 * @param outputSize the output's size where the input's leaves several open, one for each dimension
 *     or for batch and channels too; null for the one in their middle. Functions take it here, a
 *     layer takes it at each call
 */
public record MaxUnpoolOptions(Sizes stride, Sizes padding, Sizes outputSize) {
  /** PyTorch's defaults. */
  public static final MaxUnpoolOptions DEFAULT = new MaxUnpoolOptions(null, Sizes.of(0), null);

  /** Another step of the window: one number, or one for each dimension. */
  public MaxUnpoolOptions stride(long... stride) {
    return new MaxUnpoolOptions(Sizes.of(stride), padding, outputSize);
  }

  /** Another padding: one number, or one for each dimension. */
  public MaxUnpoolOptions padding(long... padding) {
    return new MaxUnpoolOptions(stride, Sizes.of(padding), outputSize);
  }

  /** Another size of the output: one for each dimension, or for batch and channels too. */
  public MaxUnpoolOptions outputSize(long... outputSize) {
    return outputSize(Sizes.of(outputSize));
  }

  /** Another size of the output, or null for none. */
  public MaxUnpoolOptions outputSize(Sizes outputSize) {
    return new MaxUnpoolOptions(stride, padding, outputSize);
  }
}
