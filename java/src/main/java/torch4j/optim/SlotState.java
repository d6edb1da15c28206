package torch4j.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Unscoped;

/** A parameter's state in the native optimizer's slots, as Python's dictionary. */
final class SlotState {
  private static final String STEP = "step";

  private final Optimizer<?> optimizer;
  private final int group;
  private final int param;
  private final List<String> names;

  SlotState(Optimizer<?> optimizer, int group, int param) {
    this.optimizer = optimizer;
    this.group = group;
    this.param = param;
    this.names = optimizer.algorithm().stateNames();
  }

  Map<String, Object> write() {
    Map<String, Object> state = new LinkedHashMap<>();
    for (int slot = 0; slot < names.size(); slot++) {
      Tensor tensor = Unscoped.make(Tensor::new);
      if (NativeOptimizer.getSlot(optimizer.state(), group, param, slot, tensor.address())) {
        boolean number = names.get(slot).equals(STEP) && optimizer.countsInWholeNumbers();
        state.put(names.get(slot), number ? (Object) tensor.item_long() : tensor);
      } else {
        tensor.close();
      }
    }
    return state;
  }

  /** Checks the dictionary and copies its tensors; what is returned puts them into the slots. */
  Runnable read(Map<?, ?> saved) {
    requireNames(optimizer, names, saved.keySet());
    List<Tensor> tensors = new ArrayList<>();
    for (String name : names) {
      tensors.add(tensorOf(name, saved.get(name)));
    }
    return () -> {
      for (int slot = 0; slot < names.size(); slot++) {
        Tensor tensor = tensors.get(slot);
        NativeOptimizer.setSlot(
            optimizer.state(), group, param, slot, tensor == null ? 0 : tensor.address());
        if (tensor != null) {
          tensor.close(); // the slot has it now
        }
      }
    };
  }

  /**
   * Throws if a saved state has a name that is not among these.
   *
   * @throws IllegalArgumentException with the first such name
   */
  static void requireNames(Optimizer<?> optimizer, List<String> names, Collection<?> saved) {
    for (Object name : saved) {
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
  }

  // As Python: the step count keeps its dtype, all else takes that of its parameter.
  private Tensor tensorOf(String name, Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return Unscoped.make(() -> torch.full(new long[0], new Scalar(number.doubleValue())));
    }
    Tensor parameter = optimizer.paramGroups().get(group).params().get(param);
    return name.equals(STEP)
        ? SavedTensor.copy("state." + name, value, new long[0])
        : SavedTensor.copyLike(
            "state." + name, value, optimizer.stateShape(name, parameter), parameter);
  }
}
