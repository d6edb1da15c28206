package torch4j.serialization;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What may be a key or in a set: Python's hashable values. Tuples may not be large, because a tuple
 * of tuples of the same tuples can take for ever to compare.
 */
final class Keys {
  private static final int LARGEST = 1000;

  private Keys() {}

  /**
   * A loaded value as a key.
   *
   * @throws IllegalStateException if it cannot be one
   */
  static Object fromFile(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
    weigh(value, 0);
    return value;
  }

  private static int weigh(Object value, int before) {
    int weight = before + 1;
    if (value instanceof Tuple tuple) {
      for (Object element : tuple) {
        weight = weigh(element, weight);
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
        || value instanceof ScalarType
        || value instanceof ByteBuffer
        || value instanceof Tensor;
  }
}
