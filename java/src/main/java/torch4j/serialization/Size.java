package torch4j.serialization;

import java.util.AbstractList;
import java.util.RandomAccess;
import torch4j.internal.Require;

/** Python's {@code torch.Size}: the sizes of a tensor's dimensions. */
public final class Size extends AbstractList<Long> implements RandomAccess {
  private final long[] sizes;

  private Size(long[] sizes) {
    this.sizes = sizes;
  }

  /** A Size of these sizes, such as a tensor's {@code shape()}. */
  public static Size of(long... sizes) {
    return new Size(Require.nonNull(sizes, "sizes", "sizes").clone());
  }

  /** The sizes as an array. */
  public long[] toLongs() {
    return sizes.clone();
  }

  @Override
  public Long get(int index) {
    return sizes[index];
  }

  @Override
  public int size() {
    return sizes.length;
  }

  /** Same as {@code repr} in Python: {@code torch.Size([2, 3])}. */
  @Override
  public String toString() {
    return "torch.Size(" + super.toString() + ")";
  }
}
