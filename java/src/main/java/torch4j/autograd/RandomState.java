package torch4j.autograd;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.ThreadState;
import torch4j.internal.Unscoped;

/**
 * The state of the default generators of the CPU and of some tensors' devices, as {@code
 * torch.utils.checkpoint} brings it back.
 */
record RandomState(List<Generator> generators, List<Tensor> states) implements AutoCloseable {

  static RandomState of(List<Tensor> tensors) {
    List<Generator> generators = new ArrayList<>();
    generators.add(Unscoped.make(() -> torch.getDefaultCPUGenerator()));
    List<String> devices = new ArrayList<>();
    for (Tensor tensor : tensors) {
      Device device = tensor.device();
      String name = device.str().getString();
      if (!tensor.is_cpu() && !devices.contains(name)) {
        devices.add(name);
        generators.add(Unscoped.make(() -> torch.globalContext().defaultGenerator(device)));
      }
    }
    return current(generators);
  }

  private static RandomState current(List<Generator> generators) {
    List<Tensor> states = new ArrayList<>();
    for (Generator generator : generators) {
      states.add(Unscoped.make(generator::get_state));
    }
    return new RandomState(generators, states);
  }

  /** Makes it the state until closed. */
  ThreadState enter() {
    RandomState before = current(generators);
    set();
    return new ThreadState(
        () -> {
          before.set();
          before.close();
        });
  }

  @Override
  public void close() {
    states.forEach(Tensor::close);
  }

  private void set() {
    for (int i = 0; i < generators.size(); i++) {
      generators.get(i).set_state(states.get(i));
    }
  }
}
