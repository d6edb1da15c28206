package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;

/**
 * The base class of the padding layers. Same as the base classes in {@code
 * torch.nn.modules.padding}.
 */
abstract class PadLayer extends Module {
  private final int dimensions;
  private final long[] padding;
  private final PadMode mode;
  private final Double value;

  /** A layer; {@code value} null means zeros. */
  PadLayer(int dimensions, Sizes padding, PadMode mode, Double value) {
    this.dimensions = dimensions;
    this.mode = mode;
    this.value = value;
    int given = Require.nonNull(padding, "padding", "sizes").values().size();
    // As in Python, a shorter list of paddings applies to the last dimensions.
    this.padding = padding.forDimensions("padding", given == 1 ? 2 * dimensions : given);
  }

  @Override
  public final Tensor forward(Tensor input) {
    if (mode == PadMode.CIRCULAR) {
      long dim = input.dim();
      if (dim != dimensions + 1 && dim != dimensions + 2) {
        throw invalidInput(
            "expected "
                + (dimensions + 1)
                + "D or "
                + (dimensions + 2)
                + "D input (got "
                + dim
                + "D input)",
            input);
      }
    }
    return F.pad(input, padding, mode, value);
  }

  @Override
  protected final String expectedInput() {
    String shape =
        switch (dimensions) {
          case 1 -> "L";
          case 2 -> "H, W";
          default -> "D, H, W";
        };
    return mode == PadMode.CONSTANT
        ? "[*, " + shape + "]"
        : "[N, C, " + shape + "] or [C, " + shape + "], larger than the padding";
  }

  @Override
  protected final String extraRepr() {
    String sizes = Sizes.tuple(padding);
    return value == null ? sizes : "padding=" + sizes + ", value=" + Repr.ofNumber(value);
  }
}
