package torch4j;

import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.PointerConsumer;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Natives;
import torch4j.internal.Unscoped;

/**
 * Tensors over the memory of direct buffers. A buffer is held until LibTorch frees the last tensor
 * over it, views included; it says so on any thread.
 */
final class SharedBuffers extends PointerConsumer {
  // One callback for all: JavaCPP has few slots for them. Several buffers at one address are slices
  // of the same memory, so that it does not matter which is let go first.
  private static final ConcurrentHashMap<Long, List<Buffer>> HELD = new ConcurrentHashMap<>();
  private static final SharedBuffers RELEASE = Unscoped.make(SharedBuffers::new);

  private SharedBuffers() {}

  @Override
  public void call(Pointer memory) {
    release(memory.address());
  }

  /** A tensor over memory of a buffer, which is not empty. */
  static Tensor tensor(Buffer buffer, long address, DType dtype, long[] shape) {
    Natives.requireLoaded();
    HELD.compute(
        address,
        (any, held) -> {
          List<Buffer> all = held == null ? new ArrayList<>() : held;
          all.add(buffer);
          return all;
        });
    try (var options = new TensorOptions(dtype.unwrap());
        var memory = new Pointer(buffer.slice())) {
      return new Tensor(torch.from_blob(memory, shape, RELEASE, options));
    } catch (RuntimeException e) {
      release(address);
      throw Arguments.failed(e, "fromBuffer()");
    }
  }

  private static void release(long address) {
    HELD.computeIfPresent(
        address,
        (any, held) -> {
          held.remove(held.size() - 1);
          return held.isEmpty() ? null : held;
        });
  }

  /** The number of tensors' memories that are buffers' now. */
  static int held() {
    return HELD.values().stream().mapToInt(List::size).sum();
  }
}
