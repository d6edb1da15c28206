package torch4j.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Storage;
import torch4j.Tensor;

/**
 * Memory of a tensor or storage, accessed through direct buffers of at most 2 GiB. It is valid
 * until its owner is freed.
 *
 * @param owner the tensor or storage that owns the memory
 * @param address the address of its first byte; 0 if it is empty
 * @param size its size in bytes
 */
record NativeMemory(Pointer owner, long address, long size) {
  // Linux (6.18, ext4) caches a file in folios of the size of the writes that created it, if the
  // writes end at multiples of that size; reading through a mapping then takes one page fault for
  // each folio. Mapping and reading 400 MiB on one thread took 14 ms after aligned writes of 2 MiB,
  // 16 ms after 1 MiB, and 47 ms after larger or unaligned ones.
  private static final long BLOCK = 2L << 20;

  /** The memory of a contiguous tensor on the CPU. */
  static NativeMemory of(Tensor tensor) {
    try (var scope = new PointerScope()) {
      Pointer data = tensor.numel() == 0 ? null : tensor.unwrap().data_ptr();
      return new NativeMemory(tensor.unwrap(), data == null ? 0 : data.address(), tensor.nbytes());
    }
  }

  /** The memory of a storage on the CPU. */
  static NativeMemory of(Pointer owner, Storage storage) {
    try (var scope = new PointerScope()) {
      long bytes = storage.nbytes();
      Pointer data = bytes == 0 ? null : storage.data();
      return new NativeMemory(owner, data == null ? 0 : data.address(), bytes);
    }
  }

  /** A buffer over the bytes from {@code offset} on. */
  ByteBuffer buffer(long offset, int bytes) {
    if (bytes == 0) {
      return ByteBuffer.allocate(0);
    }
    return new At(address + offset, bytes).asByteBuffer();
  }

  /** Writes all bytes to a file in which {@code position} bytes have been written. */
  void writeTo(WritableByteChannel out, long position) throws IOException {
    for (long at = 0; at < size; ) {
      long block = Math.min(BLOCK - (position + at) % BLOCK, size - at);
      ByteBuffer bytes = buffer(at, (int) block);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      at += block;
    }
  }

  /** A pointer to memory that it does not own. */
  private static final class At extends BytePointer {
    At(long address, int bytes) {
      super((Pointer) null);
      this.address = address;
      this.limit = bytes;
      this.capacity = bytes;
    }
  }
}
