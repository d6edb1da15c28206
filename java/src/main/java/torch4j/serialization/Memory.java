package torch4j.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Storage;
import org.bytedeco.pytorch.Tensor;

/**
 * Memory of LibTorch as Java's buffers, in pieces because a buffer ends at 2 GiB. It is valid as
 * long as its owner is not freed.
 *
 * @param owner the tensor or storage whose memory it is
 * @param address where it begins; 0 if there is none
 * @param size in bytes
 */
record Memory(Pointer owner, long address, long size) {
  // Linux (6.18, ext4) caches a file in pieces as large as the writes that made it, if these end at
  // multiples of the piece and are no longer; a mapping then takes one page fault for each. 400 MiB
  // took 14 ms to map and read on one thread after such writes of 2 MiB, 16 after 1 MiB, and 47
  // after longer ones, or after 1 MiB from where the header ends.
  private static final long BLOCK = 2L << 20;

  /** The elements of a contiguous tensor on the CPU. */
  static Memory of(Tensor tensor) {
    try (var scope = new PointerScope()) {
      Pointer data = tensor.numel() == 0 ? null : tensor.data_ptr();
      return new Memory(tensor, data == null ? 0 : data.address(), tensor.nbytes());
    }
  }

  /** A storage on the CPU. */
  static Memory of(Pointer owner, Storage storage) {
    try (var scope = new PointerScope()) {
      long bytes = storage.nbytes();
      Pointer data = bytes == 0 ? null : storage.data();
      return new Memory(owner, data == null ? 0 : data.address(), bytes);
    }
  }

  /** The bytes from {@code offset} on, in the machine's order. */
  ByteBuffer buffer(long offset, int bytes) {
    if (bytes == 0) {
      return ByteBuffer.allocate(0);
    }
    return new At(address + offset, bytes).asByteBuffer();
  }

  /** Writes all of it to a file that has {@code position} bytes already. */
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

  /** A pointer to somebody else's memory. */
  private static final class At extends BytePointer {
    At(long address, int bytes) {
      super((Pointer) null);
      this.address = address;
      this.limit = bytes;
      this.capacity = bytes;
    }
  }
}
