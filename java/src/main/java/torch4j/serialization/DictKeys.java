package torch4j.serialization;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.global.torch.Layout;
import org.bytedeco.pytorch.global.torch.QScheme;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;

/**
 * Keys of dicts and elements of sets: Python's hashable values. The size of tuples is limited,
 * because comparing deeply nested tuples of shared tuples takes exponential time.
 */
final class DictKeys {
  private static final int LARGEST = 1000;

  private DictKeys() {}

  /**
   * The key that a loaded value becomes.
   *
   * @throws IllegalStateException if it is not hashable in Python
   */
  static Object fromFile(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
    if (value instanceof Global global) {
      return new PythonObject(global.name(), Tuple.of());
    }
    if (value instanceof NumpyDtype dtype) {
      return dtype.value();
    }
    requireHashable(value, 0);
    return value;
  }

  /**
   * Refuses keys that are equal in Python, such as 1 and 1.0, because a value would be lost.
   *
   * @param error creates the exception from the "got" and "expected" parts of its message
   */
  static void requireDistinct(
      Collection<?> keys, BiFunction<String, String, IllegalArgumentException> error) {
    Set<Object> numbers = new HashSet<>();
    for (Object key : keys) {
      if ((key instanceof Number || key instanceof Boolean) && !numbers.add(number(key))) {
        throw error.apply(
            "the key " + key + " of a " + key.getClass().getName(),
            "keys that are distinct in Python");
      }
    }
  }

  // Equal if the keys are equal in Python.
  private static Object number(Object key) {
    if (key instanceof Boolean bool) {
      return BigDecimal.valueOf(bool ? 1 : 0);
    }
    if (key instanceof Double || key instanceof Float) {
      double value = ((Number) key).doubleValue();
      return Double.isFinite(value) ? reduced(new BigDecimal(value)) : (Object) value;
    }
    return key instanceof BigInteger big
        ? reduced(new BigDecimal(big))
        : reduced(BigDecimal.valueOf(((Number) key).longValue()));
  }

  private static BigDecimal reduced(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.valueOf(0) : number.stripTrailingZeros();
  }

  private static int requireHashable(Object value, int before) {
    int weight = before + 1;
    if (value instanceof Tuple tuple) {
      for (Object element : tuple) {
        weight = requireHashable(element, weight);
        if (weight > LARGEST) {
          throw new IllegalStateException(
              "a key: got a tuple of more than " + LARGEST + " values, expected a smaller one");
        }
      }
    } else if (!isPlain(value)) {
      throw new IllegalStateException(
          "a key: got " + Unpickler.describe(value) + ", expected a hashable value");
    }
    return weight;
  }

  private static boolean isPlain(Object value) {
    return value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Double
        || value instanceof BigInteger
        || value instanceof Complex
        || value instanceof Size
        || value instanceof DType
        || value instanceof Layout
        || value instanceof QScheme
        || value instanceof Device
        || value instanceof ByteBuffer
        || value instanceof PythonObject
        || value instanceof TemporalAccessor
        || value instanceof Duration
        || value instanceof Tensor;
  }
}
