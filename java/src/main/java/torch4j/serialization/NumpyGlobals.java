package torch4j.serialization;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The globals of pickled arrays, scalars and dtypes of numpy. */
final class NumpyGlobals {
  private static final Map<String, Global> TABLE = new HashMap<>();

  static {
    for (String module : new String[] {"numpy.core.multiarray", "numpy._core.multiarray"}) {
      add(module + ".scalar", (tensors, args) -> scalar(args.requireSize(2, 2)));
      add(module + "._reconstruct", (tensors, args) -> array(tensors, args.requireSize(3, 3)));
    }
    add("numpy.dtype", (tensors, args) -> new NumpyDtype(args.get(0, String.class)));
    TABLE.put(NumpyArray.NAME, Global.named(NumpyArray.NAME));
    add("builtins.bytes", (tensors, args) -> new byte[args.requireSize(0, 0).size()]); // none
  }

  private NumpyGlobals() {}

  static Map<String, Global> table() {
    return TABLE;
  }

  private static void add(String name, Global.Action action) {
    TABLE.put(name, new Global(name, action));
  }

  // A subclass of numpy's array becomes a placeholder.
  private static Object array(TensorBuilder tensors, ReduceArguments args) {
    Global type = args.get(0, Global.class);
    return type.name().equals(NumpyArray.NAME)
        ? new NumpyArray(tensors)
        : new PythonObject(type.name(), Tuple.of());
  }

  private static Object scalar(ReduceArguments args) {
    NumpyDtype dtype = args.get(0, NumpyDtype.class);
    boolean known = dtype.torch() != null || "US".indexOf(dtype.kind()) >= 0;
    if (!known) {
      return new PythonObject("numpy scalar of the dtype " + dtype, args.values());
    }
    byte[] bytes = args.get(1, byte[].class);
    if (dtype.torch() != null && bytes.length != dtype.torch().bytes()) {
      throw new IllegalStateException(
          args.name()
              + ": got "
              + bytes.length
              + " bytes, expected "
              + dtype.torch().bytes()
              + " for the dtype "
              + dtype);
    }
    return value(dtype, bytes);
  }

  private static Object value(NumpyDtype dtype, byte[] bytes) {
    ByteBuffer in = dtype.read(bytes);
    return switch (dtype.kind()) {
      case 'b' -> bytes[0] != 0;
      case 'i', 'u' -> integer(dtype, in);
      case 'f' -> real(in, bytes.length);
      case 'c' -> new Complex(real(in, bytes.length / 2), real(in, bytes.length / 2));
      case 'U' -> text(in);
      default -> withoutPadding(bytes);
    };
  }

  private static Object integer(NumpyDtype dtype, ByteBuffer in) {
    boolean signed = dtype.kind() == 'i';
    return switch (in.remaining()) {
      case 1 -> signed ? (long) in.get() : in.get() & 0xffL;
      case 2 -> signed ? (long) in.getShort() : in.getShort() & 0xffffL;
      case 4 -> signed ? (long) in.getInt() : in.getInt() & 0xffffffffL;
      default -> {
        long value = in.getLong();
        yield signed || value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
      }
    };
  }

  private static double real(ByteBuffer in, int bytes) {
    return switch (bytes) {
      case 2 -> half(in.getShort());
      case 4 -> in.getFloat();
      default -> in.getDouble();
    };
  }

  // The value of a float16, by its bits.
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
    return bits < 0 ? -size : size;
  }

  private static String text(ByteBuffer in) {
    Charset utf32 = Charset.forName(in.order() == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE");
    String text = utf32.decode(in).toString();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static byte[] withoutPadding(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
