package torch4j.optim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.optim.ParamGroups.Position;

/**
 * Writes the state dict of an optimizer, with the layout of Python's, and reads it back.
 *
 * @param <O> the options of a parameter group
 */
final class OptimizerState<O extends OptimizerOptions<O>> {
  private static final String DECOUPLED = "decoupled_weight_decay";

  private final Optimizer<O> optimizer;

  OptimizerState(Optimizer<O> optimizer) {
    this.optimizer = optimizer;
  }

  // ---- writing

  Map<String, Object> write() {
    Map<Object, Object> states = new LinkedHashMap<>();
    List<Object> groups = new ArrayList<>();
    long id = 0;
    for (ParamGroup<O> group : optimizer.paramGroups()) {
      List<Object> ids = new ArrayList<>();
      for (int i = 0; i < group.params().size(); i++) {
        Map<String, Object> state = optimizer.stateOf(new Position(groups.size(), i));
        if (!state.isEmpty()) {
          states.put(id, state);
        }
        ids.add(id++);
      }
      Map<String, Object> options = options(group);
      options.put("params", ids);
      groups.add(options);
    }
    optimizer.otherState().forEach(states::putIfAbsent);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("state", states);
    all.put("param_groups", groups);
    return all;
  }

  /** The options of a group under Python's names and in Python's order, and its other entries. */
  private Map<String, Object> options(ParamGroup<O> group) {
    UpdateRule rule = optimizer.updateRule();
    Map<String, Object> values = new HashMap<>(rule.pythonOnly());
    values.putAll(group.entries());
    values.putAll(GroupOptions.write(group.options()));
    values.computeIfPresent(DECOUPLED, (name, value) -> rule.decouples(value));
    Map<String, Object> ordered = new LinkedHashMap<>();
    rule.optionNames().forEach(name -> ordered.put(name, values.get(name)));
    GroupOptions.write(group.options()).forEach(ordered::putIfAbsent);
    group.entries().forEach((name, value) -> ordered.putIfAbsent(name, handle(value)));
    return ordered;
  }

  private static Object handle(Object value) {
    return value instanceof Tensor tensor ? UnscopedTensor.of(tensor) : value;
  }

  // ---- reading

  void read(Map<String, ?> stateDict) {
    List<?> groups = requireGroups(stateDict.get("param_groups"));
    Map<Object, Object> states = byId(require(stateDict.get("state"), Map.class, "state"));
    List<O> options = new ArrayList<>();
    List<Runnable> changes = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Map<?, ?> group = (Map<?, ?>) groups.get(g);
      requireSameDecay(group);
      options.add(GroupOptions.read(optimizer.paramGroups().get(g).options(), group));
      List<?> ids = (List<?>) group.get("params");
      for (int i = 0; i < ids.size(); i++) {
        Object state = states.remove(id(ids.get(i)));
        Map<?, ?> saved = state == null ? Map.of() : require(state, Map.class, "state");
        changes.add(optimizer.prepareLoad(new Position(g, i), saved));
      }
    }
    changes.forEach(Runnable::run);
    for (int g = 0; g < options.size(); g++) {
      optimizer.paramGroups().get(g).options(options.get(g));
      optimizer.paramGroups().get(g).loadEntries((Map<?, ?>) groups.get(g));
    }
    states.replaceAll((id, state) -> UnscopedTensor.deepCopy(state));
    optimizer.otherState(states);
  }

  /** The states by parameter id: a number, or a parameter's name as in FSDP's state dicts. */
  private static Map<Object, Object> byId(Map<?, ?> states) {
    Map<Object, Object> byId = new LinkedHashMap<>();
    states.forEach((id, state) -> byId.put(id(id), state));
    return byId;
  }

  private static Object id(Object id) {
    return id instanceof Number number ? (Object) number.longValue() : id;
  }

  // In Python, AdamW is a subclass of Adam that sets this option; here it is a separate class.
  private void requireSameDecay(Map<?, ?> group) {
    if (optimizer.updateRule() == UpdateRule.ADAM && Boolean.TRUE.equals(group.get(DECOUPLED))) {
      throw new IllegalArgumentException(
          DECOUPLED
              + ": got true, expected false; this is a state dict of AdamW, load it into an AdamW");
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
