package torch4j.serialization;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** A dtype of numpy: a type character and a size, such as {@code f8}, and a byte order. */
final class NumpyDtype implements Stateful {
  private static final int ORDER = 1;
  private static final int NAMES = 3;
  private static final int STATE = 8;

  // The dtypes that tensors have.
  private static final Map<String, String> TORCH =
      Map.ofEntries(
          Map.entry("b1", "bool"),
          Map.entry("i1", "int8"),
          Map.entry("i2", "int16"),
          Map.entry("i4", "int32"),
          Map.entry("i8", "int64"),
          Map.entry("u1", "uint8"),
          Map.entry("u2", "uint16"),
          Map.entry("u4", "uint32"),
          Map.entry("u8", "uint64"),
          Map.entry("f2", "float16"),
          Map.entry("f4", "float32"),
          Map.entry("f8", "float64"),
          Map.entry("c8", "complex64"),
          Map.entry("c16", "complex128"));

  private final String code;
  private boolean bigEndian;
  private boolean structured;

  /** A dtype by its code. */
  NumpyDtype(String code) {
    this.code = code;
  }

  /** Takes (version, byte order, base, names, fields, size, alignment, flags). */
  @Override
  public void setState(Object state) {
    Tuple tuple = Unpickler.require(Tuple.class, state, "numpy.dtype");
    if (tuple.size() < STATE) {
      throw new IllegalStateException(
          "numpy.dtype: got a state of " + tuple.size() + " values, expected " + STATE);
    }
    bigEndian = ">".equals(tuple.get(ORDER));
    structured = tuple.get(NAMES) != null;
  }

  /** The corresponding dtype of tensors, or null. */
  Dtype torch() {
    String name = structured ? null : TORCH.get(code);
    return name == null ? null : Dtype.named(name);
  }

  /** numpy's type character: b, i, u, f, c; S and U for text. */
  char kind() {
    return code.isEmpty() || structured ? 'V' : code.charAt(0);
  }

  /** Whether its byte order is not the machine's. */
  boolean isSwapped() {
    return bigEndian != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
  }

  /** A buffer over bytes in its byte order. */
  ByteBuffer read(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** The dtype of tensors, or a placeholder. */
  Object value() {
    Dtype dtype = torch();
    return dtype == null ? new PythonObject("numpy.dtype", Tuple.of(code)) : dtype.type();
  }

  /** Its code. */
  @Override
  public String toString() {
    return structured ? "fields" : code;
  }
}
