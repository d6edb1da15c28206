package torch4j.data;

import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * What happens to a batch's tensors before the consumer has them.
 *
 * @param pin whether they are copied to pinned memory
 * @param device where they are moved; null to leave them where they are
 */
record Transfer(boolean pin, Device device) {
  // As in Python, pinned memory is for an accelerator only.
  static Transfer of(DataLoaderOptions options) {
    return new Transfer(options.pinMemory() && Torch.cudaIsAvailable(), options.device());
  }

  <B> B apply(B batch) {
    return pin || device != null ? TensorTree.map(batch, this::apply) : batch;
  }

  private Tensor apply(Tensor tensor) {
    Tensor pinned = pin && tensor.isCpu() ? tensor.pinMemory() : tensor;
    return device == null ? pinned : pinned.to(device, null, true, false);
  }
}
