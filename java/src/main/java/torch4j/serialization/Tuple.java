package torch4j.serialization;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;
import torch4j.internal.Require;

/** Python's {@code tuple}: a list that cannot change, and that is saved as a tuple. */
public final class Tuple extends AbstractList<Object> implements RandomAccess {
  private static final int UNKNOWN = 0;

  private final Object[] elements;
  private int hash = UNKNOWN; // kept, so that tuples of tuples of the same ones stay cheap as keys

  private Tuple(Object[] elements) {
    this.elements = elements;
  }

  /** A tuple of these elements. */
  public static Tuple of(Object... elements) {
    return new Tuple(Require.nonNull(elements, "elements", "elements").clone());
  }

  /** A tuple of a list's elements. */
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

  /** Replaces elements before anybody has seen the tuple. */
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

  /** As Python writes it: {@code (1, 2)}, {@code (1,)}. */
  @Override
  public String toString() {
    String inner = super.toString();
    return "(" + inner.substring(1, inner.length() - 1) + (elements.length == 1 ? ",)" : ")");
  }
}
