package torch4j;

import static torch4j.Arguments.failed;
import static torch4j.Arguments.given;

import java.awt.image.BufferedImage;
import java.nio.Buffer;
import java.util.List;
import torch4j.internal.Require;

/**
 * Functions of {@link Torch} that make tensors of Java's values.
 *
 * <p>The dtypes are those of Python, which treats a list of numbers and an array differently:
 *
 * <table>
 *   <caption>The dtype without another being asked for</caption>
 *   <tr><th>values</th><th>dtype</th></tr>
 *   <tr><td>boolean, {@code boolean[]}</td><td>bool</td></tr>
 *   <tr><td>int, long, integers in lists and records</td><td>int64</td></tr>
 *   <tr><td>double, floating-point numbers in lists and records</td>
 *     <td>the default dtype: float32</td></tr>
 *   <tr><td>float, {@code float[]}</td><td>float32</td></tr>
 *   <tr><td>{@code double[]}, {@code long[]}, {@code int[]}, {@code short[]}</td>
 *     <td>float64, int64, int32, int16, as of numpy's arrays</td></tr>
 *   <tr><td>{@code byte[]}, ByteBuffer</td>
 *     <td>uint8, the bytes of files and images; int8 if asked for</td></tr>
 * </table>
 *
 * <p>With another dtype asked for, numbers are converted as Python converts a list: fractions are
 * cut off for integers, and what is out of an integral dtype's range is refused.
 */
abstract class ValueFunctions extends PropertyFunctions {
  ValueFunctions() {}

  /** Several sizes or dimensions: {@code x.sum(dims(0, 2), true)}. */
  public static long[] dims(long... dims) {
    return Require.nonNull(dims, "dims", "dimensions").clone();
  }

  /**
   * Integers from 0 to below {@code high} in one dimension. Same as {@code torch.randint(high,
   * (size,))}; for more dimensions, {@code randint(high, dims(2, 3))}.
   */
  public static Tensor randint(long high, long size) {
    return randint(high, new long[] {size});
  }

  /**
   * Integers from {@code low} to below {@code high} in one dimension. Same as {@code
   * torch.randint(low, high, (size,))}.
   */
  public static Tensor randint(long low, long high, long size) {
    return randint(low, high, new long[] {size});
  }

  /** A truth value, without dimensions. Same as {@code torch.tensor(value)}. */
  public static Tensor tensor(boolean value) {
    return NewTensor.of(value, null);
  }

  /** An integer as int64, without dimensions. Same as {@code torch.tensor(value)}. */
  public static Tensor tensor(long value) {
    return NewTensor.of(value, null);
  }

  /** A number as float32, without dimensions. */
  public static Tensor tensor(float value) {
    return NewTensor.of(value, DType.float32);
  }

  /** A number in the default dtype, without dimensions. Same as {@code torch.tensor(value)}. */
  public static Tensor tensor(double value) {
    return NewTensor.of(value, null);
  }

  /** Truth values, in one dimension. */
  public static Tensor tensor(boolean[] values) {
    return NewTensor.of(ElementType.BOOLEAN, values, null);
  }

  /** Bytes as uint8, in one dimension; {@code tensor(values, DType.int8)} has signed ones. */
  public static Tensor tensor(byte[] values) {
    return NewTensor.of(ElementType.BYTE, values, null);
  }

  /** Integers as int16, in one dimension. */
  public static Tensor tensor(short[] values) {
    return NewTensor.of(ElementType.SHORT, values, null);
  }

  /** Integers as int32, in one dimension. */
  public static Tensor tensor(int[] values) {
    return NewTensor.of(ElementType.INT, values, null);
  }

  /** Integers as int64, in one dimension: {@code tensor(1, 2, 3)}. */
  public static Tensor tensor(long... values) {
    return NewTensor.of(ElementType.LONG, values, null);
  }

  /** Numbers as float32, in one dimension: {@code tensor(0.5f, 1, 2)}. */
  public static Tensor tensor(float... values) {
    return NewTensor.of(ElementType.FLOAT, values, null);
  }

  /** Numbers as float64, in one dimension. */
  public static Tensor tensor(double[] values) {
    return NewTensor.of(ElementType.DOUBLE, values, null);
  }

  /**
   * Nested arrays such as {@code float[][]}, whose dtype is that of the innermost ones; or an array
   * of numbers or records, as a list of them.
   *
   * @throws IllegalArgumentException if the sizes differ, or something in it is no number
   */
  public static Tensor tensor(Object[] values) {
    return NestedValues.tensor(values, null);
  }

  /**
   * Numbers, booleans, arrays, lists, records and tensors without dimensions, nested as they are. A
   * record of numbers is a row: a list of {@code record Point(double x, double y)} makes {@code [N,
   * 2]}. Same as {@code torch.tensor(list)}.
   *
   * @throws IllegalArgumentException if the sizes differ, or something in it is no number
   */
  public static Tensor tensor(List<?> values) {
    return NestedValues.tensor(values, null);
  }

  /**
   * The components of a record, in one dimension if they are numbers.
   *
   * @throws IllegalArgumentException if the sizes differ, or something in it is no number
   */
  public static Tensor tensor(Record values) {
    return NestedValues.tensor(values, null);
  }

  /**
   * A copy of a buffer's elements from its position to its limit, of either byte order.
   *
   * @throws IllegalArgumentException if it is of characters, or has 2 GiB or more
   */
  public static Tensor tensor(Buffer values) {
    Require.nonNull(values, "tensor: values", "a buffer of numbers");
    return BufferTensors.copy(values, null);
  }

  /**
   * A tensor of any of these values with this dtype. Same as {@code torch.tensor(values, dtype)}.
   *
   * <p>For a ByteBuffer, the dtype is that of the elements whose bytes are in it.
   *
   * @param dtype null for that of {@code tensor(values)}
   * @throws IllegalArgumentException if it has no room for a number, the sizes differ, or something
   *     is no number
   */
  public static Tensor tensor(Object values, DType dtype) {
    return JavaValues.tensor(values, dtype);
  }

  /**
   * A tensor of any of these values with these options. Same as {@code torch.tensor(values, dtype,
   * device, requires_grad, pin_memory)}.
   *
   * @throws IllegalArgumentException if the dtype has no room for a number, the sizes differ,
   *     something is no number, or the options are null or ask for a layout
   */
  public static Tensor tensor(Object values, TensorOptions options) {
    Require.nonNull(options, "tensor: options", "TensorOptions.options()");
    return NewTensor.applied(JavaValues.tensor(values, options.dtype()), options);
  }

  /**
   * The values as a tensor: a tensor itself, a direct buffer without a copy where {@link
   * #fromBuffer} takes it, and all else as {@code tensor}. Same as {@code torch.as_tensor(values)}.
   */
  public static Tensor asTensor(Object values) {
    return JavaValues.asTensor(values, null);
  }

  /**
   * The values as a tensor of this dtype. Same as {@code torch.as_tensor(values, dtype)}.
   *
   * @param dtype null for that of {@code asTensor(values)}
   */
  public static Tensor asTensor(Object values, DType dtype) {
    return JavaValues.asTensor(values, dtype);
  }

  /**
   * A tensor over the memory of a direct buffer, from its position to its limit; writing to one
   * changes the other. The tensor and its views keep the buffer alive. A heap buffer is copied.
   * Similar to {@code torch.frombuffer}.
   *
   * @throws IllegalArgumentException if a direct buffer is read-only or of the other byte order,
   *     which {@code tensor(buffer)} copies
   */
  public static Tensor fromBuffer(Buffer buffer) {
    return BufferTensors.share(buffer, null, null);
  }

  /**
   * A tensor of this shape over the memory of a direct buffer, with the dtype of its elements.
   *
   * @throws IllegalArgumentException if a direct buffer is read-only or of the other byte order, or
   *     the shape has more or less elements
   */
  public static Tensor fromBuffer(Buffer buffer, long... shape) {
    return BufferTensors.share(buffer, null, Require.nonNull(shape, "fromBuffer: shape", "sizes"));
  }

  /**
   * A tensor over the memory of a direct buffer. Same as {@code torch.frombuffer(buffer, dtype)}.
   *
   * @param dtype null for that of the buffer's elements
   * @throws IllegalArgumentException if a direct buffer is read-only, of the other byte order or
   *     not aligned, or the number of bytes is not a multiple of the dtype's
   */
  public static Tensor fromBuffer(Buffer buffer, DType dtype) {
    return BufferTensors.share(buffer, dtype, null);
  }

  /**
   * A tensor of this shape over the memory of a direct buffer.
   *
   * @param dtype null for that of the buffer's elements
   * @throws IllegalArgumentException if a direct buffer is read-only, of the other byte order or
   *     not aligned, or the shape has more or less bytes
   */
  public static Tensor fromBuffer(Buffer buffer, DType dtype, long... shape) {
    return BufferTensors.share(buffer, dtype, Require.nonNull(shape, "fromBuffer: shape", "sizes"));
  }

  /**
   * The image as uint8 {@code [C, H, W]}. Same as torchvision's {@code pil_to_tensor}.
   *
   * @see #fromImage(BufferedImage, ImageLayout)
   */
  public static Tensor fromImage(BufferedImage image) {
    return ImageTensors.tensor(image, ImageLayout.CHW);
  }

  /**
   * The image as uint8. The channels are gray; red, green and blue; or these and alpha. Images of
   * palettes and other colors are converted to these; of 16-bit gray values the high byte is taken.
   */
  public static Tensor fromImage(BufferedImage image, ImageLayout layout) {
    return ImageTensors.tensor(image, layout);
  }

  /**
   * Complex numbers of these parts. Same as {@code torch.complex(real, imag)}.
   *
   * @throws IllegalArgumentException if they are not both float16, float32 or float64
   * @throws TorchException if their shapes do not go together
   */
  public static Tensor complex(Tensor real, Tensor imag) {
    try {
      return ComplexParts.joined(real, imag);
    } catch (RuntimeException e) {
      throw failed(e, "complex(real, imag)", real, imag);
    }
  }

  /** A tensor like the input, of this value. Same as {@code torch.fill(input, value)}. */
  public static Tensor fill(Tensor input, double value) {
    return like(input).fill_(value);
  }

  /** A tensor like the input, of this value. Same as {@code torch.fill(input, value)}. */
  public static Tensor fill(Tensor input, long value) {
    return like(input).fill_(value);
  }

  /**
   * A tensor like the input, of this value. Same as {@code torch.fill(input, value)}.
   *
   * @throws TorchException if the value has dimensions
   */
  public static Tensor fill(Tensor input, Tensor value) {
    Require.nonNull(value, "fill: value", "a tensor");
    return like(input).fill_(value);
  }

  private static Tensor like(Tensor input) {
    return given(input, "fill").requiresGrad() ? input.clone() : emptyLike(input);
  }

  /** Whether it is a tensor; null is none. Same as {@code torch.is_tensor}. */
  public static boolean isTensor(Object value) {
    return value instanceof Tensor;
  }
}
