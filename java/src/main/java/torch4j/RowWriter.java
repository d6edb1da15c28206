package torch4j;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import org.bytedeco.javacpp.Pointer;

/**
 * Writes arrays one after the other to a tensor. Short ones are collected in a block first, for a
 * native copy takes as long as that of some hundred elements.
 */
final class RowWriter implements NestedValues.Visitor {
  private static final int BLOCK = 4096;

  private final ElementType type;
  private final Tensor tensor;
  private final Pointer memory;
  private final Object block;
  private int filled;
  private long written;

  RowWriter(ElementType type, Tensor tensor) {
    this.type = type;
    this.tensor = tensor;
    this.memory = tensor.raw.data_ptr();
    this.block = type.array(BLOCK);
  }

  @Override
  public void row(ElementType ofRow, Object array) {
    int length = Array.getLength(array);
    if (length > BLOCK - filled) {
      flush();
    }
    if (length > BLOCK / 4) {
      flush();
      write(array, length);
    } else {
      System.arraycopy(array, 0, block, filled, length);
      filled += length;
    }
  }

  @Override
  public void value(Object number) {
    throw new AssertionError(number);
  }

  /** Writes what has been collected. */
  void flush() {
    write(block, filled);
    filled = 0;
  }

  private void write(Object array, int length) {
    if (length > 0) {
      try {
        type.put(memory, written, array, 0, length);
      } finally {
        Reference.reachabilityFence(tensor);
      }
      written += length;
    }
  }
}
