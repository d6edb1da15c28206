package torch4j;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.DoubleArrayRefOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Unscoped;

/**
 * What the presets' operators take, from Java's values. What has few values is made once and
 * shared: operators read their arguments only.
 */
final class Arguments {
  static final TensorOptional NO_TENSOR = Unscoped.make(TensorOptional::new);
  static final ScalarOptional NO_SCALAR = Unscoped.make(ScalarOptional::new);
  static final LongOptional NO_LONG = Unscoped.make(LongOptional::new);
  static final DoubleOptional NO_DOUBLE = Unscoped.make(DoubleOptional::new);
  static final BoolOptional NO_BOOLEAN = Unscoped.make(BoolOptional::new);
  static final StringViewOptional NO_STRING = Unscoped.make(StringViewOptional::new);
  static final ScalarTypeOptional NO_DTYPE = Unscoped.make(ScalarTypeOptional::new);
  static final MemoryFormatOptional NO_MEMORY_FORMAT = Unscoped.make(MemoryFormatOptional::new);
  static final LayoutOptional NO_LAYOUT = Unscoped.make(LayoutOptional::new);
  static final DeviceOptional NO_DEVICE = Unscoped.make(DeviceOptional::new);
  static final GeneratorOptional NO_GENERATOR = Unscoped.make(GeneratorOptional::new);
  static final DoubleArrayRefOptional NO_DOUBLES = Unscoped.make(DoubleArrayRefOptional::new);
  static final LongArrayRefOptional NO_LONGS = Unscoped.make(LongArrayRefOptional::new);

  private static final BoolOptional TRUE = Unscoped.make(() -> new BoolOptional(true));
  private static final BoolOptional FALSE = Unscoped.make(() -> new BoolOptional(false));
  private static final Map<DType, ScalarTypeOptional> DTYPES = new EnumMap<>(DType.class);
  private static final Map<Layout, LayoutOptional> LAYOUTS = new EnumMap<>(Layout.class);
  private static final Map<MemoryFormat, MemoryFormatOptional> FORMATS =
      new EnumMap<>(MemoryFormat.class);

  static {
    for (DType dtype : DType.values()) {
      DTYPES.put(dtype, Unscoped.make(() -> new ScalarTypeOptional(dtype.unwrap())));
    }
    for (Layout layout : Layout.values()) {
      LAYOUTS.put(layout, Unscoped.make(() -> new LayoutOptional(layout.unwrap())));
    }
    for (MemoryFormat format : MemoryFormat.values()) {
      FORMATS.put(format, Unscoped.make(() -> new MemoryFormatOptional(format.unwrap())));
    }
  }

  private Arguments() {}

  // Making one takes longer than a small operator. A number that displaces another leaves it to the
  // garbage collector, for another thread may be using it.
  private record CachedScalar(long bits, boolean isDouble, Scalar scalar) {}

  private static final int CACHED = 512;
  private static final CachedScalar[] SCALARS = new CachedScalar[CACHED];

  static Scalar scalar(double value) {
    return scalar(Double.doubleToRawLongBits(value), true);
  }

  static Scalar scalar(long value) {
    return scalar(value, false);
  }

  private static Scalar scalar(long bits, boolean isDouble) {
    int place =
        (int) ((bits ^ bits >>> 47 ^ bits >>> 20) & (CACHED / 2 - 1)) * 2 + (isDouble ? 1 : 0);
    CachedScalar cached = SCALARS[place]; // records are immutable: a race makes another one at most
    if (cached == null || cached.bits != bits || cached.isDouble != isDouble) {
      Scalar scalar =
          Unscoped.make(
              () -> isDouble ? new Scalar(Double.longBitsToDouble(bits)) : new Scalar(bits));
      cached = new CachedScalar(bits, isDouble, scalar);
      SCALARS[place] = cached;
    }
    return cached.scalar;
  }

  static ScalarOptional optionalScalar(double value) {
    return new ScalarOptional(scalar(value));
  }

  static ScalarOptional optionalScalar(long value) {
    return new ScalarOptional(scalar(value));
  }

  static ScalarOptional optionalScalar(Number value) {
    if (value == null) {
      return NO_SCALAR;
    }
    return value instanceof Double || value instanceof Float
        ? optionalScalar(value.doubleValue())
        : optionalScalar(value.longValue());
  }

  static TensorOptional optional(Tensor tensor) {
    return tensor == null ? NO_TENSOR : new TensorOptional(tensor.raw);
  }

  static LongOptional optional(Long value) {
    return value == null ? NO_LONG : optional(value.longValue());
  }

  static LongOptional optional(long value) {
    return SmallIntegers.of(value);
  }

  static DoubleOptional optional(Double value) {
    return value == null ? NO_DOUBLE : new DoubleOptional(value);
  }

  static DoubleOptional optional(double value) {
    return new DoubleOptional(value);
  }

  static BoolOptional optional(boolean value) {
    return value ? TRUE : FALSE;
  }

  static BoolOptional optional(Boolean value) {
    return value == null ? NO_BOOLEAN : optional(value.booleanValue());
  }

  static ScalarTypeOptional optional(DType dtype) {
    return dtype == null ? NO_DTYPE : DTYPES.get(dtype);
  }

  static MemoryFormatOptional optional(MemoryFormat format) {
    return format == null ? NO_MEMORY_FORMAT : FORMATS.get(format);
  }

  static LayoutOptional optional(Layout layout) {
    return layout == null ? NO_LAYOUT : LAYOUTS.get(layout);
  }

  static DeviceOptional optional(Device device) {
    return device == null ? NO_DEVICE : new DeviceOptional(device.unwrap());
  }

  static GeneratorOptional optional(Generator generator) {
    return generator == null ? NO_GENERATOR : new GeneratorOptional(generator.unwrap());
  }

  static StringViewOptional optional(String text) {
    return text == null ? NO_STRING : new Text(new BytePointer(text));
  }

  static BytePointer bytes(String text) {
    return new BytePointer(text);
  }

  // A view of bytes that live as long as it does.
  private static final class Text extends StringViewOptional {
    @SuppressWarnings({"unused", "UnusedVariable"}) // keeps the bytes reachable
    private final BytePointer bytes;

    Text(BytePointer bytes) {
      super(bytes);
      this.bytes = bytes;
    }
  }

  /** The sizes, one for all of so many dimensions repeated. */
  static long[] repeated(long[] sizes, int count) {
    if (sizes.length != 1 || count == 1) {
      return sizes;
    }
    return repeated(sizes[0], count);
  }

  static long[] repeated(long size, int count) {
    var sizes = new long[count];
    Arrays.fill(sizes, size);
    return sizes;
  }

  /** The argument itself; a NullPointerException, which {@link #failed} explains, for null. */
  static <T> T required(T argument) {
    return Objects.requireNonNull(argument);
  }

  /**
   * The power itself.
   *
   * @throws IllegalArgumentException for one that LibTorch negates without end
   */
  static long power(long n) {
    if (n == Long.MIN_VALUE) {
      throw new IllegalArgumentException("matrix_power: n: got " + n + ", expected > " + n);
    }
    return n;
  }

  static TensorVector vector(List<Tensor> tensors) {
    var raw = new org.bytedeco.pytorch.Tensor[tensors.size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = tensors.get(i).raw;
      raw[i].defined(); // a closed one is a NullPointerException here, and not in C++
    }
    return new TensorVector(raw);
  }

  static List<Tensor> tensors(TensorVector vector) {
    return OwnedTensors.of(vector);
  }

  /** The tensor itself, of a function whose operator is a method. */
  static Tensor given(Tensor input, String function) {
    if (input == null) {
      throw failed(new NullPointerException(function), function + "(input)", (Object) null);
    }
    return input;
  }

  /**
   * The exception for an operator's failure.
   *
   * @param call the operator's name and those of its arguments that are objects: "add(input,
   *     other)"
   * @param arguments these arguments
   */
  static RuntimeException failed(RuntimeException e, String call, Object... arguments) {
    return OperatorFailure.of(e, call, arguments);
  }
}
