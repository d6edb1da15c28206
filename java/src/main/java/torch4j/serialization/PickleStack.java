package torch4j.serialization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The stack of an unpickler, with its marks, and its memo. */
final class PickleStack {
  private static final Object NOTHING = new Object();

  private final List<Object> values = new ArrayList<>();
  private int[] marks = new int[16];
  private int marked;
  private Object[] memo = new Object[0];

  void push(Object value) {
    values.add(value);
  }

  Object pop() {
    requireValues(1);
    return values.remove(values.size() - 1);
  }

  Object top() {
    requireValues(1);
    return values.get(values.size() - 1);
  }

  void mark() {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, 2 * marked);
    }
    marks[marked++] = values.size();
  }

  /** Pops the values above the last mark, in order, and the mark. */
  Object[] popMarked() {
    if (marked == 0) {
      throw new IllegalStateException("got no mark on the stack, expected one");
    }
    return popTo(marks[--marked]);
  }

  /** Pops this many values, in order. */
  Object[] pop(int count) {
    requireValues(count);
    return popTo(values.size() - count);
  }

  private Object[] popTo(int size) {
    List<Object> upper = values.subList(size, values.size());
    Object[] popped = upper.toArray();
    upper.clear();
    return popped;
  }

  // Values below the last mark are out of reach, as in Python.
  private void requireValues(int count) {
    int reachable = values.size() - (marked == 0 ? 0 : marks[marked - 1]);
    if (reachable < count) {
      throw new IllegalStateException(
          "got " + reachable + " values on the stack, expected " + count);
    }
  }

  /** Stores the top value in the memo. */
  void memoize(long index, long bound) {
    if (index > bound) {
      throw new IllegalStateException(
          "got the memo index " + index + ", expected one below the number of bytes");
    }
    if (index >= memo.length) {
      int before = memo.length;
      memo = Arrays.copyOf(memo, (int) Math.max(2L * before, index + 16));
      Arrays.fill(memo, before, memo.length, NOTHING);
    }
    memo[(int) index] = top();
  }

  /** Pushes a value of the memo. */
  void recall(long index) {
    if (index >= memo.length || memo[(int) index] == NOTHING) {
      throw new IllegalStateException(
          "got the memo index " + index + ", expected one that was stored before");
    }
    push(memo[(int) index]);
  }
}
