package torch4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import torch4j.Tensor;

/** Reads the values of a loaded state of {@link LBFGS}: checks and copies them. */
final class LBFGSStateReader {
  private final Map<?, ?> saved;
  private final Tensor firstParam; // determines the dtype and device of the state
  private final long size;

  LBFGSStateReader(Map<?, ?> saved, List<Tensor> params) {
    this.saved = saved;
    this.firstParam = params.get(0);
    this.size = new FlatParams(params).size();
  }

  Number number(String name) {
    return OptimizerState.require(saved.get(name), Number.class, "state." + name);
  }

  PythonScalar scalar(String name) {
    Object value = saved.get(name);
    return value instanceof Number number
        ? PythonScalar.of(number.doubleValue())
        : PythonScalar.of(tensor(name, value));
  }

  Tensor vector(String name) {
    return tensor(name, saved.get(name), size);
  }

  List<Tensor> vectors(String name) {
    return tensors(name, size);
  }

  /** The tensors of the list without its None entries, with which Python pads it. */
  List<Tensor> scalars(String name) {
    return tensors(name);
  }

  void requireSameSizes(String... names) {
    int expected = list(names[0]).size();
    for (String name : names) {
      if (list(name).size() != expected) {
        throw new IllegalArgumentException(
            "state." + name + ": got " + list(name).size() + " tensors, expected " + expected);
      }
    }
  }

  private List<?> list(String name) {
    return OptimizerState.require(saved.get(name), List.class, "state." + name);
  }

  private List<Tensor> tensors(String name, long... shape) {
    List<?> list = list(name);
    return IntStream.range(0, list.size())
        .filter(i -> Objects.nonNull(list.get(i)))
        .mapToObj(i -> tensor(name + "[" + i + "]", list.get(i), shape))
        .toList();
  }

  private Tensor tensor(String name, Object value, long... shape) {
    return StateDictTensor.copyLike("state." + name, value, shape, firstParam);
  }
}
