package torch4j;

import static torch4j.Arguments.NO_BOOLEAN;
import static torch4j.Arguments.NO_DEVICE;
import static torch4j.Arguments.NO_LAYOUT;
import static torch4j.Arguments.NO_MEMORY_FORMAT;
import static torch4j.Arguments.failed;
import static torch4j.Arguments.optional;
import static torch4j.Arguments.scalar;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Natives;

/** New tensors with the values of Java's numbers and of flat arrays. */
final class NewTensor {
  private NewTensor() {}

  /** The dtype of floating-point numbers without one of their own. */
  static DType defaultDtype() {
    Natives.requireLoaded();
    return DType.wrap(torch.get_default_dtype_as_scalartype());
  }

  /** A truth value, without dimensions. */
  static Tensor of(boolean value, DType dtype) {
    Natives.requireLoaded();
    return dtype == null
        ? scalarTensor(scalar(value ? 1 : 0), DType.bool)
        : of(value ? 1L : 0L, dtype);
  }

  /** An integer, without dimensions: int64 for a null dtype. */
  static Tensor of(long value, DType dtype) {
    Natives.requireLoaded();
    DType target = dtype == null ? DType.int64 : dtype;
    IntegerRange range = IntegerRange.of(target);
    if (range == null && target != DType.bool) {
      return of((double) value, target);
    }
    if (range != null) {
      range.require(value);
    }
    return isOfLaterIntegers(target)
        ? converted(scalarTensor(scalar(value), DType.int64), target)
        : scalarTensor(scalar(value), target);
  }

  /** A floating-point number, without dimensions: the default dtype for null. */
  static Tensor of(double value, DType dtype) {
    Natives.requireLoaded();
    DType target = dtype == null ? defaultDtype() : dtype;
    IntegerRange range = IntegerRange.of(target);
    if (range != null) {
      range.require(value);
      return of((long) value, target);
    }
    return switch (target) {
      case float64, bool -> scalarTensor(scalar(value), target);
      case float32 -> scalarTensor(scalar((float) value), target); // LibTorch refuses overflows
      default -> converted(scalarTensor(scalar(value), DType.float64), target);
    };
  }

  private static boolean isOfLaterIntegers(DType dtype) {
    return dtype == DType.uint16 || dtype == DType.uint32 || dtype == DType.uint64;
  }

  private static Tensor scalarTensor(Scalar value, DType dtype) {
    try {
      return new Tensor(
          torch.scalar_tensor(value, optional(dtype), NO_LAYOUT, NO_DEVICE, NO_BOOLEAN));
    } catch (RuntimeException e) {
      throw failed(e, "tensor()");
    }
  }

  /** A contiguous tensor on the CPU whose elements are not set. */
  static Tensor empty(long[] shape, DType dtype) {
    Natives.requireLoaded();
    try {
      return new Tensor(
          torch.empty(shape, optional(dtype), NO_LAYOUT, NO_DEVICE, NO_BOOLEAN, NO_MEMORY_FORMAT));
    } catch (RuntimeException e) {
      throw failed(e, "tensor()");
    }
  }

  /** The elements of an array, in one dimension. */
  static Tensor of(ElementType type, Object array, DType dtype) {
    if (array == null) {
      throw new IllegalArgumentException("tensor: values: got null, expected an array");
    }
    return of(type, array, new long[] {Array.getLength(array)}, dtype);
  }

  /**
   * The elements of an array, by one copy unless the dtype is another than the array's.
   *
   * @param dtype null for the array's own
   */
  static Tensor of(ElementType type, Object array, long[] shape, DType dtype) {
    boolean same = dtype == null || type.holds(dtype);
    IntegerRange range = same ? null : IntegerRange.of(dtype);
    if (range != null) {
      range.requireAll(type, array);
    }
    Tensor made = empty(shape, same && dtype != null ? dtype : type.dtype());
    int length = Array.getLength(array);
    if (length > 0) {
      try {
        type.put(made.raw.data_ptr(), 0, array, 0, length);
      } finally {
        Reference.reachabilityFence(made);
      }
    }
    return converted(made, dtype);
  }

  /** The tensor with another dtype, in place of the given one, which is closed. */
  static Tensor converted(Tensor made, DType dtype) {
    if (dtype == null || made.dtype() == dtype) {
      return made;
    }
    try (made) {
      return made.to(dtype);
    }
  }

  /** The new tensor where the options want it, and requiring gradients if they say so. */
  static Tensor applied(Tensor made, TensorOptions options) {
    if (options.layout() != null && options.layout() != Layout.strided) {
      made.close();
      throw new IllegalArgumentException(
          "tensor: layout: got " + options.layout() + ", expected strided; call toSparse() after");
    }
    Tensor placed = placed(made, options);
    try {
      return options.applied(placed);
    } catch (RuntimeException e) {
      throw failed(e, "tensor(values)", placed);
    }
  }

  private static Tensor placed(Tensor made, TensorOptions options) {
    boolean elsewhere = options.device() != null && !options.device().equals(Device.CPU);
    if (!elsewhere && !options.pinMemory()) {
      return made;
    }
    try (made) {
      return elsewhere ? made.to(options.device()) : made.pinMemory();
    }
  }
}
