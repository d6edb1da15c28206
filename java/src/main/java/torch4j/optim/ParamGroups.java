package torch4j.optim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.TensorDescription;

/**
 * The groups of an optimizer, and where in them each parameter is.
 *
 * @param <O> the options of a group
 */
final class ParamGroups<O extends OptimizerOptions<O>> {
  /** Where a parameter is: its group's index, and its own in the group. */
  record Place(int group, int index) {}

  private final List<ParamGroup<O>> groups = new ArrayList<>();
  private final Map<Long, Place> places = new HashMap<>();

  List<ParamGroup<O>> list() {
    return groups;
  }

  /**
   * Adds a group.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice or is in a group
   *     already, or one is not a leaf; nothing has been added then
   */
  void add(ParamGroup<O> group, BiConsumer<String, Tensor> requireTakes) {
    Map<Long, Place> added = new HashMap<>();
    List<Tensor> params = requireSome(group.params());
    for (int i = 0; i < params.size(); i++) {
      String name = "params[" + i + "]";
      Tensor param = requireLeaf(name, params.get(i));
      requireTakes.accept(name, param);
      long id = id(param);
      if (places.containsKey(id) || added.put(id, new Place(groups.size(), i)) != null) {
        throw new IllegalArgumentException(
            name
                + ": got "
                + TensorDescription.of(param)
                + " for the second time, expected each parameter once, in one group");
      }
    }
    places.putAll(added);
    groups.add(group);
  }

  private static long id(Tensor tensor) {
    return tensor.unsafeGetTensorImpl().address();
  }

  static <T> List<T> requireSome(List<T> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("params: got an empty list, expected at least one tensor");
    }
    return list;
  }

  /**
   * Returns the tensor if it is a leaf.
   *
   * @throws IllegalArgumentException if it is not
   * @throws IllegalStateException if it is closed
   */
  static Tensor requireLeaf(String name, Tensor tensor) {
    requireOpen(name, Objects.requireNonNull(tensor, name));
    if (!tensor.is_leaf()) {
      throw new IllegalArgumentException(
          name + ": got a non-leaf tensor " + TensorDescription.of(tensor) + ", expected a leaf");
    }
    return tensor;
  }

  private static void requireOpen(String name, Tensor tensor) {
    if (tensor.isNull()) {
      throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
    }
  }

  /**
   * Where the parameter is.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  Place find(Tensor param) {
    requireOpen("param", Objects.requireNonNull(param, "param"));
    Place place = param.defined() ? places.get(id(param)) : null;
    if (place == null) {
      throw new IllegalArgumentException(
          "param: got " + TensorDescription.of(param) + ", expected a parameter of this optimizer");
    }
    return place;
  }

  /** The places of all parameters, group by group. */
  List<Place> places() {
    List<Place> all = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      for (int i = 0; i < groups.get(g).params().size(); i++) {
        all.add(new Place(g, i));
      }
    }
    return all;
  }

  Tensor param(Place place) {
    return groups.get(place.group()).params().get(place.index());
  }

  /** All parameters, group by group. */
  List<Tensor> params() {
    return groups.stream().flatMap(group -> group.params().stream()).toList();
  }

  /** The numbers of a native step: the options of each group, one group after another. */
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
