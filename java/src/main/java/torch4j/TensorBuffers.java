package torch4j;

import static torch4j.Arguments.failed;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Unscoped;

/** NIO buffers over tensors' memory. */
final class TensorBuffers {
  private static final Cleaner CLEANER = Cleaner.create();

  private TensorBuffers() {}

  /** A buffer over a contiguous tensor's memory, which holds it as long as it lives itself. */
  static ByteBuffer of(Tensor tensor) {
    try {
      org.bytedeco.pytorch.Tensor raw = tensor.raw;
      requireContiguous(tensor);
      long bytes = raw.numel() * raw.element_size();
      if (bytes > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "asByteBuffer: got " + bytes + " bytes, expected less than 2 GiB; call narrow before");
      }
      if (bytes == 0) {
        return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
      }
      var owner = Unscoped.make(() -> new org.bytedeco.pytorch.Tensor(raw));
      ByteBuffer buffer = memory(owner, (int) bytes);
      CLEANER.register(buffer, owner::close); // slices and views refer to this buffer
      return buffer;
    } catch (RuntimeException e) {
      throw failed(e, "asByteBuffer(input)", tensor);
    }
  }

  private static void requireContiguous(Tensor tensor) {
    org.bytedeco.pytorch.Tensor raw = tensor.raw;
    String got = null;
    if (!raw.is_cpu()) {
      got = "one on " + tensor.device();
    } else if (raw.layout().intern() != torch.Layout.Strided) {
      got = "one of layout " + tensor.layout();
    } else if (!raw.is_contiguous() || raw.is_neg() || raw.is_conj()) {
      got = "one that is not contiguous, or lazily negated or conjugated";
    }
    if (got != null) {
      throw new IllegalArgumentException(
          "asByteBuffer: got " + got + ", expected a contiguous tensor on the CPU");
    }
  }

  /** A buffer over a tensor's memory, which does not hold it. */
  static ByteBuffer memory(org.bytedeco.pytorch.Tensor raw, int bytes) {
    return new BytePointer(raw.data_ptr())
        .capacity(bytes)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }
}
