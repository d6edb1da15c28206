package torch4j.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.Torch;
import torch4j.internal.Text;
import torch4j.internal.Unscoped;

/**
 * Writes an optimizer's state as Python's dictionary, and reads it back.
 *
 * @param <O> the options of a group
 */
final class OptimizerState<O extends OptimizerOptions<O>> {
  private static final String STEP = "step";

  private final Optimizer<O> optimizer;
  private final List<String> names;

  OptimizerState(Optimizer<O> optimizer) {
    this.optimizer = optimizer;
    this.names = optimizer.algorithm().stateNames();
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
        Map<String, Object> state = stateOf(g, p);
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

  private Map<String, Object> stateOf(int group, int param) {
    Map<String, Object> state = new LinkedHashMap<>();
    for (int slot = 0; slot < names.size(); slot++) {
      Tensor tensor = Unscoped.make(Tensor::new);
      if (NativeOptimizer.getSlot(optimizer.state(), group, param, slot, tensor.address())) {
        boolean number = names.get(slot).equals(STEP) && optimizer.countsInWholeNumbers();
        state.put(names.get(slot), number ? (Object) tensor.item_long() : tensor);
      }
    }
    return state;
  }

  // ---- reading

  /** A parameter's state that is to be set. */
  private record Change(int group, int param, int slot, Tensor tensor) {}

  void read(Map<String, ?> stateDict) {
    List<?> groups = requireGroups(stateDict.get("param_groups"));
    Map<?, ?> states = require(stateDict.get("state"), Map.class, "state");
    List<O> options = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Map<?, ?> group = (Map<?, ?>) groups.get(g);
      options.add(GroupOptions.read(optimizer.paramGroups().get(g).options(), group));
      List<?> indices = (List<?>) group.get("params");
      for (int p = 0; p < indices.size(); p++) {
        Object state = states.get(((Number) indices.get(p)).longValue());
        collect(g, p, state == null ? Map.of() : require(state, Map.class, "state"), changes);
      }
    }
    for (Change change : changes) {
      NativeOptimizer.setSlot(
          optimizer.state(),
          change.group,
          change.param,
          change.slot,
          change.tensor == null ? 0 : change.tensor.address());
    }
    for (int g = 0; g < options.size(); g++) {
      optimizer.paramGroups().get(g).options(options.get(g));
      optimizer.paramGroups().get(g).loadScheduled((Map<?, ?>) groups.get(g));
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

  private static <T> T require(Object value, Class<T> type, String name) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          name + ": got " + value + ", expected a " + type.getSimpleName());
    }
    return type.cast(value);
  }

  private void collect(int group, int param, Map<?, ?> state, List<Change> changes) {
    Tensor parameter = optimizer.paramGroups().get(group).params().get(param);
    for (Object name : state.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "state: got \""
                + name
                + "\", expected "
                + names
                + "; it is the state of another optimizer than "
                + optimizer.getClass().getSimpleName());
      }
    }
    for (int slot = 0; slot < names.size(); slot++) {
      Object value = state.get(names.get(slot));
      changes.add(
          new Change(
              group,
              param,
              slot,
              value == null ? null : fitting(names.get(slot), value, parameter)));
    }
  }

  // As Python: counters keep their dtype, all else takes that of its parameter.
  private Tensor fitting(String name, Object value, Tensor parameter) {
    if (value instanceof Number number) {
      return Unscoped.make(() -> torch.full(new long[0], new Scalar(number.doubleValue())));
    }
    Tensor tensor = require(value, Tensor.class, "state." + name);
    if (tensor.isNull()) {
      throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
    }
    if (tensor.dim() > 0 && !optimizer.fits(name, tensor, parameter)) {
      throw new IllegalArgumentException(
          "state."
              + name
              + ": got "
              + Text.of(tensor)
              + ", expected the shape of its parameter "
              + Arrays.toString(parameter.shape()));
    }
    try (var noGrad = Torch.noGrad()) {
      return Unscoped.make(
          () ->
              tensor.dim() == 0
                  ? tensor.detach().clone()
                  : tensor.detach().to(parameter.device(), parameter.scalar_type()).clone());
    }
  }
}
