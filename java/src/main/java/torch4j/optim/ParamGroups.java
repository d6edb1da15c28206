package torch4j.optim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import torch4j.Tensor;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * The parameter groups of an optimizer, and the position of each parameter in them.
 *
 * @param <O> the options of a parameter group
 */
final class ParamGroups<O extends OptimizerOptions<O>> {
  /** The position of a parameter: the index of its group, and its index in the group. */
  record Position(int group, int index) {}

  private final List<ParamGroup<O>> groups = new ArrayList<>();
  private final Map<Long, Position> positions = new HashMap<>();

  List<ParamGroup<O>> list() {
    return groups;
  }

  /**
   * Adds a parameter group.
   *
   * @throws IllegalArgumentException if there are no parameters, a parameter appears twice or is
   *     already in a group, or one is not a leaf tensor; nothing is added then
   */
  void add(ParamGroup<O> group, BiConsumer<String, Tensor> requireSupported) {
    Map<Long, Position> added = new HashMap<>();
    List<Tensor> params = requireNonEmpty(group.params());
    for (int i = 0; i < params.size(); i++) {
      String name = "params[" + i + "]";
      Tensor param = requireLeaf(name, params.get(i));
      requireSupported.accept(name, param);
      long id = id(param);
      if (positions.containsKey(id) || added.put(id, new Position(groups.size(), i)) != null) {
        throw new IllegalArgumentException(
            name
                + ": got "
                + TensorDescription.of(param)
                + " for the second time, expected each parameter once, in one group");
      }
    }
    positions.putAll(added);
    groups.add(group);
  }

  private static long id(Tensor tensor) {
    return tensor.unwrap().unsafeGetTensorImpl().address();
  }

  static <T> List<T> requireNonEmpty(List<T> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("params: got an empty list, expected at least one tensor");
    }
    return list;
  }

  /**
   * Returns the tensor if it is a leaf tensor.
   *
   * @throws IllegalArgumentException if it is not
   * @throws IllegalStateException if it is closed
   */
  static Tensor requireLeaf(String name, Tensor tensor) {
    requireOpen(name, Require.nonNull(tensor, name, "a tensor"));
    if (!tensor.isLeaf()) {
      throw new IllegalArgumentException(
          name + ": got a non-leaf tensor " + TensorDescription.of(tensor) + ", expected a leaf");
    }
    return tensor;
  }

  private static void requireOpen(String name, Tensor tensor) {
    if (tensor.unwrap().isNull()) {
      throw LeakDetector.closedTensor(name, tensor.unwrap());
    }
  }

  /**
   * The position of the parameter.
   *
   * @throws IllegalArgumentException if it is not in one of the groups
   */
  Position find(Tensor param) {
    requireOpen("param", Require.nonNull(param, "param", "a tensor"));
    Position position = positions.get(id(param));
    if (position == null) {
      throw new IllegalArgumentException(
          "param: got " + TensorDescription.of(param) + ", expected a parameter of this optimizer");
    }
    return position;
  }

  /** The positions of all parameters, group by group. */
  List<Position> positions() {
    List<Position> all = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      for (int i = 0; i < groups.get(g).params().size(); i++) {
        all.add(new Position(g, i));
      }
    }
    return all;
  }

  Tensor param(Position position) {
    return groups.get(position.group()).params().get(position.index());
  }

  /** All parameters, group by group. */
  List<Tensor> params() {
    return groups.stream().flatMap(group -> group.params().stream()).toList();
  }

  /** The options of all groups as numbers, one group after another, for the native step. */
  double[] numbers() {
    double[] first = groups.get(0).options().toNumbers();
    if (groups.size() == 1) {
      return first;
    }
    var all = new double[groups.size() * first.length];
    for (int i = 0; i < groups.size(); i++) {
      System.arraycopy(groups.get(i).options().toNumbers(), 0, all, i * first.length, first.length);
    }
    return all;
  }
}
