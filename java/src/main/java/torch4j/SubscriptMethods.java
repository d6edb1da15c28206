package torch4j;

import static torch4j.Arguments.failed;

import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Pattern;
import torch4j.internal.TensorDescription;

/**
 * Methods of {@link Tensor}: Python's {@code x[...]} and {@code x[...] = y}, and iteration.
 *
 * <p>An index is an integer, a boolean, what {@link Index} makes, a tensor of integers or booleans,
 * or a list or an array of them. Without tensors, lists, arrays and booleans the result is a view,
 * as in Python.
 */
abstract class SubscriptMethods extends PropertyMethods implements Iterable<Tensor> {
  // LibTorch's words for what Python raises as an IndexError. The presets lose the C++ type.
  private static final Pattern INDEX_ERROR =
      Pattern.compile(
          "Dimension (out of range|specified as)|The shape of the mask|out of bounds for dimension"
              + "|shape mismatch: indexing tensors|slice\\(\\) cannot be applied"
              + "|tensors used as indices must be");

  private static final String[] NAMES = {"first", "second", "third"};
  private static final Object[] NO_INDICES = {};

  SubscriptMethods(org.bytedeco.pytorch.Tensor raw) {
    super(raw);
  }

  /**
   * One element of the first dimension, a view. Same as {@code tensor[index]}.
   *
   * @throws IllegalArgumentException if it is out of bounds
   */
  public final Tensor get(long index) {
    try {
      return new Tensor(Subscript.select(raw, 0, index, 0));
    } catch (RuntimeException e) {
      throw explained(e, "get(input)", this);
    }
  }

  /**
   * What one index stands for. Same as {@code tensor[index]}; an {@code Object[]} is several
   * indices, as a tuple is in Python.
   *
   * @throws IllegalArgumentException if it is none, or out of bounds
   */
  public final Tensor get(Object index) {
    try {
      return new Tensor(Subscript.ofOne(raw, index).get());
    } catch (RuntimeException e) {
      throw explained(e, "get(input, index)", this, index);
    }
  }

  /** What the indices stand for. Same as {@code tensor[first, second]}. */
  public final Tensor get(Object first, Object second) {
    return getAll(indices("get", NO_INDICES, first, second));
  }

  /**
   * What the indices stand for. Same as {@code tensor[first, second, ...]}.
   *
   * @throws IllegalArgumentException if one is none, or out of bounds, or if they are too many
   */
  public final Tensor get(Object first, Object second, Object third, Object... more) {
    return getAll(indices("get", more, first, second, third));
  }

  private Tensor getAll(Object... indices) {
    try {
      return new Tensor(Subscript.of(raw, indices).get());
    } catch (RuntimeException e) {
      throw explained(e, "get(input, index)", this, Arrays.asList(indices));
    }
  }

  /** Writes to one element of the first dimension. Same as {@code tensor[index] = value}. */
  public final Tensor set(Tensor value, long index) {
    return set(value, (Object) index);
  }

  /**
   * Writes to what one index stands for; the value is converted and broadcast. Same as {@code
   * tensor[index] = value}.
   *
   * @return this tensor
   * @throws IllegalArgumentException if the index is none, or out of bounds
   * @throws TorchException if the value does not fit
   */
  public final Tensor set(Tensor value, Object index) {
    return setOne(value, index);
  }

  /** Writes a number to what one index stands for. Same as {@code tensor[index] = value}. */
  public final Tensor set(Number value, Object index) {
    return setOne(value, index);
  }

  /** Writes a truth value to what one index stands for. Same as {@code tensor[index] = value}. */
  public final Tensor set(boolean value, Object index) {
    return setOne(value, index);
  }

  /**
   * Writes to what the indices stand for; the value is converted and broadcast. Same as {@code
   * tensor[first, second, ...] = value}.
   *
   * @return this tensor
   * @throws IllegalArgumentException if an index is none, or out of bounds, or if they are too many
   * @throws TorchException if the value does not fit
   */
  public final Tensor set(Tensor value, Object first, Object second, Object... more) {
    return setAll(value, indices("set", more, first, second));
  }

  /** Writes a number to what the indices stand for. Same as {@code tensor[a, b] = value}. */
  public final Tensor set(Number value, Object first, Object second, Object... more) {
    return setAll(value, indices("set", more, first, second));
  }

  /** Writes a truth value to what the indices stand for. Same as {@code tensor[a, b] = value}. */
  public final Tensor set(boolean value, Object first, Object second, Object... more) {
    return setAll(value, indices("set", more, first, second));
  }

  private Tensor setOne(Object value, Object index) {
    try (IndexValue written = value(value)) {
      if (!Boolean.FALSE.equals(index)) { // which stands for nothing
        Object place = Boolean.TRUE.equals(index) ? Index.NEW_AXIS : index;
        Subscript.ofOne(raw, place).set(written);
      }
      return (Tensor) this;
    } catch (RuntimeException e) {
      throw explained(e, "set(input, value, index)", this, value, index);
    }
  }

  private Tensor setAll(Object value, Object... indices) {
    try (IndexValue written = value(value)) {
      Subscript.of(raw, indices).set(written);
      return (Tensor) this;
    } catch (RuntimeException e) {
      throw explained(e, "set(input, value, index)", this, value, Arrays.asList(indices));
    }
  }

  private IndexValue value(Object value) {
    if (raw.is_sparse()) {
      throw new IllegalArgumentException("Cannot assign to a sparse tensor");
    }
    return IndexValue.of(value, raw);
  }

  /**
   * The elements of the first dimension, views. Same as {@code iter(tensor)}.
   *
   * @throws IllegalArgumentException if it has no dimension
   */
  @Override
  public final Iterator<Tensor> iterator() {
    if (dim() == 0) {
      throw new IllegalArgumentException(
          "iterator: got a tensor of no dimension, expected one at least;"
              + " iteration over a 0-d tensor");
    }
    return unbind().iterator();
  }

  private static Object[] indices(String operator, Object[] more, Object... first) {
    for (int i = 0; i < first.length; i++) {
      requireIndex(first[i], operator, NAMES[i]);
    }
    requireIndex(more, operator, "more");
    if (more.length == 0) {
      return first;
    }
    for (Object index : more) {
      requireIndex(index, operator, "more");
    }
    Object[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static void requireIndex(Object index, String operator, String name) {
    if (index == null) {
      throw new IllegalArgumentException(
          operator + ": " + name + ": got null, expected an index; Python's None is newAxis()");
    }
  }

  private RuntimeException explained(RuntimeException e, String call, Object... arguments) {
    RuntimeException failure = failed(e, call, arguments);
    if (failure instanceof TorchException && INDEX_ERROR.matcher(failure.getMessage()).find()) {
      return new IllegalArgumentException(failure.getMessage(), failure.getCause());
    }
    if (failure != e || !(e instanceof IllegalArgumentException)) {
      return failure;
    }
    String name = call.substring(0, call.indexOf('('));
    boolean isWhole = e.getMessage().contains(", expected");
    String got = isWhole ? "" : "got " + TensorDescription.of(raw) + "; ";
    return new IllegalArgumentException(name + ": " + got + e.getMessage(), e.getCause());
  }
}
