package torch4j;

import java.lang.reflect.Array;

/**
 * Collects nested values in one array: of doubles, or of longs if none has a fractional part or the
 * dtype has none.
 */
final class FlatValues implements NestedValues.Visitor {
  private final double[] doubles;
  private final long[] longs;
  private final IntegerRange range;
  private int filled;

  /**
   * @param floating whether there are values with a fractional part
   * @param range that of an integral dtype; null for another
   */
  FlatValues(boolean floating, IntegerRange range, int count) {
    boolean inDoubles = floating && range == null;
    doubles = inDoubles ? new double[count] : null;
    longs = inDoubles ? null : new long[count];
    this.range = range;
  }

  /** The type of the array. */
  ElementType type() {
    return doubles == null ? ElementType.LONG : ElementType.DOUBLE;
  }

  /** The array. */
  Object array() {
    return doubles == null ? longs : doubles;
  }

  @Override
  public void row(ElementType type, Object array) {
    int length = Array.getLength(array);
    for (int i = 0; i < length; i++) {
      Object element = Array.get(array, i);
      value(type == ElementType.BYTE ? Byte.toUnsignedInt((byte) element) : element);
    }
  }

  @Override
  public void value(Object value) {
    Object number = value instanceof Tensor tensor ? tensor.item() : value;
    if (number instanceof Boolean truth) {
      number = truth ? 1 : 0;
    }
    if (doubles != null) {
      doubles[filled++] = ((Number) number).doubleValue();
      return;
    }
    if (number instanceof Double || number instanceof Float) {
      range.require(((Number) number).doubleValue(), filled);
    }
    longs[filled++] = ((Number) number).longValue();
  }
}
