package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Holds parameters in a list. Same as {@code torch.nn.ParameterList}: a plain tensor is converted
 * to a parameter, and there is no {@code forward}.
 */
public final class ParameterList extends Module implements Iterable<Tensor> {
  /** Parameters named "0", "1" and so on. */
  public ParameterList(Tensor... values) {
    extend(Arrays.asList(Require.nonNull(values, "values", "tensors")));
  }

  /** One parameter, named "0": not, as in Python, one of each row. */
  public ParameterList(Tensor value) {
    append(value);
  }

  /** Parameters named "0", "1" and so on. */
  public ParameterList(Iterable<Tensor> values) {
    extend(values);
  }

  /**
   * The parameter at this index. Same as {@code list[index]}.
   *
   * @param index counts from 0, or from the end if negative: -1 is the last
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public Tensor get(int index) {
    return parameter(key(index));
  }

  /**
   * Replaces the parameter at this index. Same as {@code list[index] = value}.
   *
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public void set(int index, Tensor value) {
    requireTensor(value);
    setParameter(key(index), value);
  }

  /** Adds a parameter at the end. Same as {@code append}; returns this list. */
  public ParameterList append(Tensor value) {
    registerParameter(String.valueOf(size()), requireTensor(value));
    return this;
  }

  /** Adds parameters at the end. Same as {@code extend}; returns this list. */
  public ParameterList extend(Iterable<Tensor> values) {
    List<Tensor> all = new ArrayList<>();
    Require.nonNull(values, "values", "tensors").forEach(all::add);
    all.forEach(this::append);
    return this;
  }

  /**
   * The parameters from the index {@code from}, inclusive, to the index {@code to}, exclusive,
   * renumbered. Same as {@code list[from:to]}: indices may be negative or out of range.
   */
  public ParameterList slice(int from, int to) {
    int first = clipped(from);
    return new ParameterList(
        IntStream.range(first, Math.max(first, clipped(to))).mapToObj(this::get).toList());
  }

  /** The number of parameters. Same as {@code len(list)}. */
  public int size() {
    return registered().parameters().size();
  }

  @Override
  public Iterator<Tensor> iterator() {
    return registered().parameters().values().stream().map(Tensor.class::cast).iterator();
  }

  @Override
  protected String extraRepr() {
    return Repr.ofParameters(registered().parameters(), Repr::dtype);
  }

  private int clipped(int index) {
    return Math.max(0, Math.min(size(), index < 0 ? index + size() : index));
  }

  private String key(int index) {
    int n = size();
    if (index < -n || index >= n) {
      throw new IndexOutOfBoundsException(
          "index: got " + index + ", expected >= -" + n + " and < " + n);
    }
    return String.valueOf(index < 0 ? index + n : index);
  }

  private static Tensor requireTensor(Tensor value) {
    return Require.nonNull(value, "value", "a tensor");
  }
}
