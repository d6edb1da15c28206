package torch4j.serialization;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;
import torch4j.internal.Require;

/** Python's {@code tuple}: an immutable list that is saved as a tuple. */
public final class Tuple extends AbstractList<Object> implements RandomAccess {
  private static final int UNKNOWN = 0;

  private final Object[] elements;
  private int hash =
      UNKNOWN; // cached, so that hashing nested tuples of shared tuples is not exponential

  private Tuple(Object[] elements) {
    this.elements = elements;
  }

  /** A tuple of these elements. */
  public static Tuple of(Object... elements) {
    return new Tuple(Require.nonNull(elements, "elements", "elements").clone());
  }

  /** A tuple of the elements of a list. */
  public static Tuple copyOf(List<?> elements) {
    return new Tuple(Require.nonNull(elements, "elements", "a list").toArray());
  }

  @Override
  public Object get(int index) {
    return elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }

  /** Replaces elements while loading. */
  void finish(UnaryOperator<Object> replacement) {
    for (int i = 0; i < elements.length; i++) {
      elements[i] = replacement.apply(elements[i]);
    }
  }

  @Override
  public int hashCode() {
    if (hash == UNKNOWN) {
      hash = Arrays.hashCode(elements);
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || super.equals(other);
  }

  /** Same as {@code repr} in Python: {@code (1, 2)}, {@code (1,)}. */
  @Override
  public String toString() {
    String inner = super.toString();
    return "(" + inner.substring(1, inner.length() - 1) + (elements.length == 1 ? ",)" : ")");
  }
}
