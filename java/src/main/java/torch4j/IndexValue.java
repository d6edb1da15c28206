package torch4j;

import static torch4j.Arguments.NO_BOOLEAN;
import static torch4j.Arguments.NO_DEVICE;
import static torch4j.Arguments.NO_LAYOUT;
import static torch4j.Arguments.optional;
import static torch4j.Arguments.scalar;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.global.torch;

/**
 * What is written at indices: a tensor, which is this value's own if it was a number; or a number
 * that every dtype can hold.
 */
record IndexValue(Tensor tensor, Scalar small, boolean isOwn) implements AutoCloseable {
  private static final int LARGEST_SMALL = 127;

  /**
   * A value for a tensor.
   *
   * @param value a tensor, a number or a boolean
   * @throws IllegalArgumentException if it is something else
   */
  static IndexValue of(Object value, Tensor target) {
    if (value instanceof torch4j.Tensor tensor) {
      tensor.raw.dim(); // a closed one is refused before anything is done
      return new IndexValue(tensor.raw, null, false);
    }
    Scalar number = number(value);
    return isSmall(value) && target.is_non_overlapping_and_dense()
        ? new IndexValue(null, number, false)
        : new IndexValue(numberTensor(number, target), null, true);
  }

  private static boolean isSmall(Object value) {
    double number = value instanceof Number given ? given.doubleValue() : 0;
    return number >= 0 && number <= LARGEST_SMALL;
  }

  private static Scalar number(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return scalar(((Number) value).doubleValue());
    }
    if (value instanceof Boolean flag) {
      return scalar(flag ? 1L : 0L);
    }
    if (!IndexSequence.isInteger(value)) {
      throw new IllegalArgumentException(
          "value: got "
              + (value == null ? "null" : value.getClass().getSimpleName())
              + ", expected a tensor, an integer, a floating-point number or a boolean");
    }
    return scalar(((Number) value).longValue());
  }

  // As in Python, the number is converted first: it has to fit even if nothing is written. And a
  // tensor, other than a number, is not written where elements share memory.
  private static Tensor numberTensor(Scalar number, Tensor target) {
    if (!target.is_cpu()) {
      return torch.scalarToTensor(number, target.options(), target.device());
    }
    DType dtype = DType.wrap(target.scalar_type());
    return torch.scalar_tensor(number, optional(dtype), NO_LAYOUT, NO_DEVICE, NO_BOOLEAN);
  }

  /** Writes to all of the target, which has the value's shape or one that it broadcasts to. */
  void copyTo(Tensor target) {
    if (tensor == null) {
      target.fill_(small);
      return;
    }
    if (tensor.dim() == 0 && tensor.is_cpu() && target.dim() > 0) {
      target.fill_(tensor);
      return;
    }
    long[] shape = target.shape();
    if (Arrays.equals(shape, tensor.shape())) {
      target.copy_(tensor);
      return;
    }
    try (Tensor stripped = withoutLeadingOnes();
        Tensor expanded = stripped.expand(shape, true)) {
      target.copy_(expanded);
    }
  }

  /** Writes where index tensors say. */
  void putInto(Tensor target, TensorOptionalList indices) {
    try (Tensor value = tensor == null ? numberTensor(small, target) : withoutLeadingOnes()) {
      target.index_put_(indices, value);
    }
  }

  // As in NumPy, a value may have more dimensions than what it is written to if they are 1.
  private Tensor withoutLeadingOnes() {
    long[] shape = tensor.shape();
    int ones = 0;
    while (ones < shape.length && shape[ones] == 1) {
      ones++;
    }
    return ones == 0
        ? new Tensor(tensor)
        : tensor.view(Arrays.copyOfRange(shape, ones, shape.length));
  }

  @Override
  public void close() {
    if (isOwn) {
      tensor.close();
    }
  }
}
