package torch4j.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A tuple of TorchScript: some values in order, each of a type of its own.
 *
 * @param values the values; null for None
 */
public record Tuple(List<Object> values) {
  /** Keeps a copy of the list. */
  public Tuple {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** A tuple of these values; null for None. */
  public static Tuple of(Object... values) {
    return new Tuple(Arrays.asList(values));
  }

  /** The number of values. */
  public int size() {
    return values.size();
  }

  /**
   * The value at this place.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public Object get(int index) {
    return values.get(index);
  }

  /**
   * The tensor at this place.
   *
   * @throws IndexOutOfBoundsException if there is none
   * @throws ClassCastException if the value is none
   */
  public Tensor tensor(int index) {
    return (Tensor) values.get(index);
  }
}
