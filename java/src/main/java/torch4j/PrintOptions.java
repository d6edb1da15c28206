package torch4j;

import torch4j.processor.Withers;

/**
 * How tensors are printed: the arguments of Python's {@code torch.set_printoptions}. {@code
 * Torch.setPrintOptions(Torch.getPrintOptions().precision(2))} changes one of them.
 *
 * @param precision the number of digits after the point
 * @param threshold tensors of more elements are summarised; {@link Double#POSITIVE_INFINITY} for
 *     none
 * @param edgeitems the number of elements that a summary shows at the beginning and the end of each
 *     dimension
 * @param linewidth the number of characters per line
 * @param sciMode whether numbers are in scientific notation; null: where their magnitudes ask for
 *     it
 */
@Withers
public record PrintOptions(
    int precision, double threshold, int edgeitems, int linewidth, Boolean sciMode)
    implements PrintOptionsWithers {
  /** PyTorch's defaults. Same as the profile {@code "default"}. */
  public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80, null);

  /** Two digits, two elements at each edge. Same as the profile {@code "short"}. */
  public static final PrintOptions SHORT = new PrintOptions(2, 1000, 2, 80, null);

  /** Nothing is summarised. Same as the profile {@code "full"}. */
  public static final PrintOptions FULL =
      new PrintOptions(4, Double.POSITIVE_INFINITY, 3, 80, null);

  private static volatile PrintOptions current = DEFAULT;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if precision, edgeitems or linewidth is negative, or threshold
   *     is not a number
   */
  public PrintOptions {
    requireNotNegative("precision", precision);
    requireNotNegative("edgeitems", edgeitems);
    requireNotNegative("linewidth", linewidth);
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold: got NaN, expected a number");
    }
  }

  /** PyTorch's defaults. */
  public static PrintOptions options() {
    return DEFAULT;
  }

  static PrintOptions current() {
    return current;
  }

  static void setCurrent(PrintOptions options) {
    current = options;
  }

  private static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= 0");
    }
  }
}
