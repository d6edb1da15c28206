package torch4j.autograd;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.ThreadState;

/** This thread's autocast, as {@code torch.utils.checkpoint} brings it back. */
record AutocastState(
    boolean onCpu, ScalarType cpuDtype, boolean onCuda, ScalarType cudaDtype, boolean isCached) {

  static AutocastState current() {
    return new AutocastState(
        torch.is_autocast_enabled(DeviceType.CPU),
        torch.get_autocast_dtype(DeviceType.CPU),
        torch.is_autocast_enabled(DeviceType.CUDA),
        torch.get_autocast_dtype(DeviceType.CUDA),
        torch.is_autocast_cache_enabled());
  }

  /** Makes it this thread's until closed. */
  ThreadState enter() {
    AutocastState before = current();
    set();
    return new ThreadState(before::set);
  }

  private void set() {
    torch.set_autocast_enabled(DeviceType.CPU, onCpu);
    torch.set_autocast_dtype(DeviceType.CPU, cpuDtype);
    torch.set_autocast_enabled(DeviceType.CUDA, onCuda);
    torch.set_autocast_dtype(DeviceType.CUDA, cudaDtype);
    torch.set_autocast_cache_enabled(isCached);
  }
}
