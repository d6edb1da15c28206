package torch4j.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Unscoped;
import torch4j.optim.ParamGroups.Place;

/** A parameter's state in the native optimizer's slots, as Python's dictionary. */
final class SlotState {
  private static final String STEP = "step";

  private final Optimizer<?> optimizer;
  private final Place place;
  private final List<String> names;

  SlotState(Optimizer<?> optimizer, Place place) {
    this.optimizer = optimizer;
    this.place = place;
    this.names = optimizer.algorithm().stateNames();
  }

  Map<String, Object> write() {
    Map<String, Object> state = new LinkedHashMap<>();
    for (int slot = 0; slot < names.size(); slot++) {
      Tensor tensor = optimizer.handle().slot(place, slot);
      if (tensor != null) {
        state.put(names.get(slot), names.get(slot).equals(STEP) ? step(tensor) : tensor);
      }
    }
    return state;
  }

  // Where Python's default has it: as an int, or as a tensor on the CPU.
  private Object step(Tensor tensor) {
    if (optimizer.algorithm() == Algorithm.SPARSE_ADAM) {
      return tensor.item_long();
    }
    return tensor.is_cpu() ? tensor : Unscoped.make(tensor::cpu);
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
        optimizer.handle().slot(place, slot, tensor);
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
    Tensor parameter = optimizer.groups().param(place);
    if (name.equals(STEP)) {
      return SavedTensor.copy("state." + name, value, stepDevice(parameter));
    }
    long[] shape = optimizer.stateShape(name, parameter);
    return SavedTensor.copyLike("state." + name, value, shape, parameter);
  }

  // The fused kernels of these count on the parameter's device.
  private Device stepDevice(Tensor parameter) {
    return switch (optimizer.algorithm()) {
      case ADAM, ADAMW -> parameter.device();
      default -> new Device("cpu");
    };
  }
}
