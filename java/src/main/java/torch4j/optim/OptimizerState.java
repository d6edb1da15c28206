package torch4j.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an optimizer's state as Python's dictionary, and reads it back.
 *
 * @param <O> the options of a group
 */
final class OptimizerState<O extends OptimizerOptions<O>> {
  private static final String DECOUPLED = "decoupled_weight_decay";

  private final Optimizer<O> optimizer;

  OptimizerState(Optimizer<O> optimizer) {
    this.optimizer = optimizer;
  }

  // ---- writing

  Map<String, Object> write() {
    Map<Long, Object> states = new LinkedHashMap<>();
    List<Object> groups = new ArrayList<>();
    long index = 0;
    for (int g = 0; g < optimizer.paramGroups().size(); g++) {
      ParamGroup<O> group = optimizer.paramGroups().get(g);
      List<Object> indices = new ArrayList<>();
      for (int p = 0; p < group.params().size(); p++) {
        Map<String, Object> state = optimizer.stateOf(g, p);
        if (!state.isEmpty()) {
          states.put(index, state);
        }
        indices.add(index++);
      }
      Map<String, Object> options = new LinkedHashMap<>(optimizer.pythonOptions(group));
      options.put("params", indices);
      groups.add(options);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("state", states);
    all.put("param_groups", groups);
    return all;
  }

  // ---- reading

  void read(Map<String, ?> stateDict) {
    List<?> groups = requireGroups(stateDict.get("param_groups"));
    Map<?, ?> states = require(stateDict.get("state"), Map.class, "state");
    List<O> options = new ArrayList<>();
    List<Runnable> changes = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Map<?, ?> group = (Map<?, ?>) groups.get(g);
      requireSameDecay(group);
      options.add(GroupOptions.read(optimizer.paramGroups().get(g).options(), group));
      List<?> indices = (List<?>) group.get("params");
      for (int p = 0; p < indices.size(); p++) {
        Long index = require(indices.get(p), Number.class, "params").longValue();
        Object state = states.get(index);
        changes.add(
            optimizer.loading(g, p, state == null ? Map.of() : require(state, Map.class, "state")));
      }
    }
    changes.forEach(Runnable::run);
    for (int g = 0; g < options.size(); g++) {
      optimizer.paramGroups().get(g).options(options.get(g));
      optimizer.paramGroups().get(g).loadScheduled((Map<?, ?>) groups.get(g));
    }
  }

  // For Python, AdamW is Adam with this option; here it is a class.
  private void requireSameDecay(Map<?, ?> group) {
    Object own = optimizer.algorithm().pythonOnly().get(DECOUPLED);
    Object saved = group.get(DECOUPLED);
    if (own != null && saved != null && !own.equals(saved)) {
      throw new IllegalArgumentException(
          DECOUPLED
              + ": got "
              + saved
              + ", expected "
              + own
              + "; Adam and AdamW take up their own states only");
    }
  }

  private List<?> requireGroups(Object value) {
    List<?> groups = require(value, List.class, "param_groups");
    List<ParamGroup<O>> own = optimizer.paramGroups();
    if (groups.size() != own.size()) {
      throw new IllegalArgumentException(
          "param_groups: got "
              + groups.size()
              + ", expected "
              + own.size()
              + "; loaded state dict has a different number of parameter groups");
    }
    for (int g = 0; g < own.size(); g++) {
      Map<?, ?> group = require(groups.get(g), Map.class, "param_groups[" + g + "]");
      List<?> params = require(group.get("params"), List.class, "param_groups[" + g + "].params");
      if (params.size() != own.get(g).params().size()) {
        throw new IllegalArgumentException(
            "param_groups["
                + g
                + "].params: got "
                + params.size()
                + ", expected "
                + own.get(g).params().size()
                + "; loaded state dict contains a parameter group that doesn't match the size of"
                + " optimizer's group");
      }
    }
    return groups;
  }

  /**
   * Returns the value if it is of this type.
   *
   * @throws IllegalArgumentException if it is not
   */
  static <T> T require(Object value, Class<T> type, String name) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          name + ": got " + value + ", expected a " + type.getSimpleName());
    }
    return type.cast(value);
  }
}
