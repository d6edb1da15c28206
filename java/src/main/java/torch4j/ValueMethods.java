package torch4j;

import static torch4j.Arguments.failed;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Methods of {@link Tensor} that give its numbers to Java: as values, arrays and buffers.
 *
 * <p>Tensors of all layouts in memory, devices and real dtypes are taken, and those that require
 * gradients, too. Integers are exact: what has a fraction or does not fit is refused.
 * Floating-point numbers are rounded as by {@code to(DType.float32)}.
 */
abstract class ValueMethods extends SubscriptMethods {
  private static final double BEYOND_LONG = 0x1p63;

  ValueMethods(org.bytedeco.pytorch.Tensor raw) {
    super(raw);
  }

  /**
   * The only element: a Double, a Long or a Boolean, as Python's float, int and bool; a BigInteger
   * for what is beyond long in uint64. Same as {@code tensor.item()}.
   *
   * @throws TorchException if there is not exactly one element
   * @throws IllegalArgumentException if it is complex
   */
  public final Object item() {
    try {
      if (raw.is_floating_point()) {
        return raw.item_double();
      }
      return integralItem();
    } catch (RuntimeException e) {
      throw failed(e, "item(input)", this);
    }
  }

  private Object integralItem() {
    requireReal("item");
    if (raw.itemsize() == 1 && dtype() == DType.bool) {
      return raw.item_bool();
    }
    try {
      return raw.item_long();
    } catch (RuntimeException e) {
      if (raw.numel() != 1 || dtype() != DType.uint64) {
        throw e;
      }
      try (Tensor bits = view(DType.int64)) {
        return NestedArrays.unsigned(bits.raw.item_long());
      }
    }
  }

  private void requireReal(String method) {
    if (raw.is_complex()) {
      throw new IllegalArgumentException(
          method
              + ": got "
              + Arrays.toString(raw.shape())
              + " "
              + dtype().name()
              + ", expected a real number; call real(), imag() or Torch.viewAsReal before");
    }
  }

  /**
   * The only element, which is a whole number.
   *
   * @throws TorchException if there is not exactly one element
   * @throws IllegalArgumentException if it is complex, not whole, or beyond long
   */
  public final long itemLong() {
    return itemLong("itemLong", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * The only element, which is a whole number.
   *
   * @throws TorchException if there is not exactly one element
   * @throws IllegalArgumentException if it is complex, not whole, or beyond int
   */
  public final int itemInt() {
    return (int) itemLong("itemInt", Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private long itemLong(String method, long least, long most) {
    try {
      long number;
      if (raw.is_floating_point()) {
        number = whole(method, raw.item_double());
      } else {
        requireReal(method);
        number = raw.item_long();
      }
      if (number < least || number > most) {
        throw refused(method, number, "a number from " + least + " to " + most);
      }
      return number;
    } catch (RuntimeException e) {
      throw failed(e, method + "(input)", this);
    }
  }

  private static long whole(String method, double number) {
    if ((long) number != number || number == BEYOND_LONG) {
      throw refused(method, number, "a whole number within long; itemDouble() takes any");
    }
    return (long) number;
  }

  private static IllegalArgumentException refused(String method, Object got, String expected) {
    return new IllegalArgumentException(method + ": got " + got + ", expected " + expected);
  }

  /**
   * The only element. Same as {@code float(tensor)}.
   *
   * @throws TorchException if there is not exactly one element
   * @throws IllegalArgumentException if it is complex
   */
  public final double itemDouble() {
    return itemDouble("itemDouble");
  }

  /**
   * The only element, rounded to float.
   *
   * @throws TorchException if there is not exactly one element
   * @throws IllegalArgumentException if it is complex
   */
  public final float itemFloat() {
    return (float) itemDouble("itemFloat");
  }

  private double itemDouble(String method) {
    try {
      requireReal(method);
      return raw.item_double();
    } catch (RuntimeException e) {
      throw failed(e, method + "(input)", this);
    }
  }

  /**
   * Whether the only element is not zero. Same as {@code bool(tensor)}.
   *
   * @throws TorchException if there is not exactly one element
   */
  public final boolean itemBoolean() {
    try {
      return raw.item_bool();
    } catch (RuntimeException e) {
      throw failed(e, "itemBoolean(input)", this);
    }
  }

  /**
   * All elements in order, rounded to float: of floating-point, integral and bool tensors.
   *
   * @throws IllegalArgumentException if they are complex
   */
  public final float[] toFloatArray() {
    return (float[]) flat("toFloatArray", ElementType.FLOAT);
  }

  /**
   * All elements in order: of floating-point, integral and bool tensors.
   *
   * @throws IllegalArgumentException if they are complex
   */
  public final double[] toDoubleArray() {
    return (double[]) flat("toDoubleArray", ElementType.DOUBLE);
  }

  /**
   * All elements in order, which are whole numbers or truth values.
   *
   * @throws IllegalArgumentException if one is complex, not whole, or beyond long
   */
  public final long[] toLongArray() {
    return (long[]) flat("toLongArray", ElementType.LONG);
  }

  /**
   * All elements in order, which are whole numbers or truth values.
   *
   * @throws IllegalArgumentException if one is complex, not whole, or beyond int
   */
  public final int[] toIntArray() {
    return (int[]) flat("toIntArray", ElementType.INT);
  }

  /**
   * All elements in order, which are whole numbers or truth values.
   *
   * @throws IllegalArgumentException if one is complex, not whole, or beyond short
   */
  public final short[] toShortArray() {
    return (short[]) flat("toShortArray", ElementType.SHORT);
  }

  /**
   * The bytes of a uint8 or int8 tensor, in order.
   *
   * @throws IllegalArgumentException if it has another dtype
   */
  public final byte[] toByteArray() {
    return (byte[]) flat("toByteArray", ElementType.BYTE);
  }

  /**
   * All elements of a bool tensor, in order.
   *
   * @throws IllegalArgumentException if it has another dtype
   */
  public final boolean[] toBooleanArray() {
    return (boolean[]) flat("toBooleanArray", ElementType.BOOLEAN);
  }

  private Object flat(String method, ElementType type) {
    return ArrayReader.read(method, (Tensor) this, type, ArrayReader::flat);
  }

  /**
   * The elements in a nested array of as many dimensions: {@code toArray(float[][].class)}.
   *
   * @throws IllegalArgumentException if the class is no array of primitives of as many dimensions,
   *     or an element does not fit, as in {@link #toIntArray}
   */
  public final <T> T toArray(Class<T> arrayType) {
    return arrayType.cast(NestedArrays.array((Tensor) this, arrayType));
  }

  /**
   * The elements in nested lists, which cannot be changed. Same as {@code tensor.tolist()}.
   *
   * @throws IllegalArgumentException if it has no dimensions, as Python has no list then, or is
   *     complex
   */
  public final List<Object> toList() {
    return NestedArrays.list((Tensor) this);
  }

  /**
   * A buffer over the memory of a contiguous tensor on the CPU, in the machine's byte order;
   * writing to it changes the tensor. The memory lives as long as the buffer, or one made of it.
   * Similar to {@code tensor.numpy()}.
   *
   * @throws IllegalArgumentException if it is not contiguous or not on the CPU, or has 2 GiB or
   *     more
   */
  public final ByteBuffer asByteBuffer() {
    return TensorBuffers.of((Tensor) this);
  }

  /**
   * The image of a uint8 tensor of {@code [C, H, W]} with 1 (gray), 3 (RGB) or 4 (RGBA) channels,
   * or of {@code [H, W]}. Same as torchvision's {@code to_pil_image}.
   *
   * @throws IllegalArgumentException if it has another dtype or shape
   */
  public final BufferedImage toImage() {
    return toImage(ImageLayout.CHW);
  }

  /**
   * The image of a uint8 tensor whose dimensions are in this order.
   *
   * @throws IllegalArgumentException if it has another dtype or shape
   */
  public final BufferedImage toImage(ImageLayout layout) {
    return ImageTensors.image((Tensor) this, layout);
  }
}
