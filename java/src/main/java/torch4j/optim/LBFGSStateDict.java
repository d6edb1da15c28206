package torch4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** The values of a saved state of {@link LBFGS}, checked and copied as they are read. */
final class LBFGSStateDict {
  private final Map<?, ?> saved;
  private final Tensor first; // its dtype and device are the state's
  private final long size;

  LBFGSStateDict(Map<?, ?> saved, List<Tensor> params) {
    this.saved = saved;
    this.first = params.get(0);
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

  /** Those that are there: Python fills up with None. */
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
    return StateDictTensor.copyLike("state." + name, value, shape, first);
  }
}
