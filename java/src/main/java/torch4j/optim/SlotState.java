package torch4j.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Unscoped;
import torch4j.optim.ParamGroups.Position;

/**
 * Reads and writes the state of a parameter, which is in the slots of the native OptimizerState, as
 * Python's dictionary.
 */
final class SlotState {
  private static final String STEP = "step";

  private final Optimizer<?> optimizer;
  private final Position position;
  private final List<String> names;

  SlotState(Optimizer<?> optimizer, Position position) {
    this.optimizer = optimizer;
    this.position = position;
    this.names = optimizer.updateRule().stateNames();
  }

  Map<String, Object> write() {
    Map<String, Object> state = new LinkedHashMap<>();
    for (int slot = 0; slot < names.size(); slot++) {
      Tensor tensor = optimizer.handle().slot(position, slot);
      if (tensor != null) {
        state.put(names.get(slot), names.get(slot).equals(STEP) ? step(tensor) : tensor);
      }
    }
    return state;
  }

  // As in Python's default implementation: an int for SparseAdam, a tensor on the CPU otherwise.
  private Object step(Tensor tensor) {
    if (optimizer.updateRule() == UpdateRule.SPARSE_ADAM) {
      return tensor.itemLong();
    }
    return tensor.isCpu() ? tensor : Unscoped.make(tensor::cpu);
  }

  /**
   * Checks the dictionary, copies its tensors, and returns an action that puts them into the slots.
   */
  Runnable read(Map<?, ?> saved) {
    requireNames(optimizer, names, saved.keySet());
    List<Tensor> tensors = new ArrayList<>();
    for (String name : names) {
      tensors.add(tensorOf(name, saved.get(name)));
    }
    return () -> {
      for (int slot = 0; slot < names.size(); slot++) {
        Tensor tensor = tensors.get(slot);
        optimizer.handle().slot(position, slot, tensor);
        if (tensor != null) {
          tensor.close(); // the slot holds the tensor now
        }
      }
    };
  }

  /**
   * Throws if a loaded state has a name that is not one of {@code names}.
   *
   * @throws IllegalArgumentException if it has; the message contains the first such name
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

  // As in Python, the step count keeps its dtype, and other tensors are converted to the
  // parameter's.
  private Tensor tensorOf(String name, Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return Unscoped.make(() -> Torch.full(new long[0], number.doubleValue()));
    }
    Tensor parameter = optimizer.groups().param(position);
    if (name.equals(STEP)) {
      return StateDictTensor.copy("state." + name, value, stepDevice(parameter));
    }
    long[] shape = optimizer.stateShape(name, parameter);
    return StateDictTensor.copyLike("state." + name, value, shape, parameter);
  }

  // The fused kernels of Adam and AdamW expect the step count on the parameter's device.
  private Device stepDevice(Tensor parameter) {
    return switch (optimizer.updateRule()) {
      case ADAM, ADAMW -> parameter.device();
      default -> Device.of("cpu");
    };
  }
}
