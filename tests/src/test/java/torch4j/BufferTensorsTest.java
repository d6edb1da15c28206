package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Tensors of NIO buffers and buffers of tensors. */
final class BufferTensorsTest {
  private static final int MANY_COLLECTIONS = 100;

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @Test
  void directBuffers_shareMemory() {
    FloatBuffer floats = direct(16).asFloatBuffer();
    floats.put(0, 1).put(1, 2);
    Tensor tensor = Torch.fromBuffer(floats);
    assertEquals(DType.float32, tensor.dtype());
    assertArrayEquals(new float[] {1, 2, 0, 0}, tensor.toFloatArray());
    tensor.fill_(7);
    assertEquals(7, floats.get(3));
    floats.put(3, 9);
    assertEquals(9, tensor.select(0, 3).itemLong());
  }

  @Test
  void position_isTheStart() {
    FloatBuffer floats = direct(16).asFloatBuffer();
    floats.put(new float[] {1, 2, 3, 4}).position(1).limit(3);
    assertArrayEquals(new float[] {2, 3}, Torch.fromBuffer(floats).toFloatArray());
    assertArrayEquals(new float[] {2, 3}, Torch.tensor(floats).toFloatArray());
    assertEquals(1, floats.position());
    ByteBuffer bytes = direct(16).position(8);
    Tensor tensor = Torch.fromBuffer(bytes, DType.int32);
    tensor.fill_(5);
    assertEquals(0, bytes.getInt(4));
    assertEquals(5, bytes.getInt(8));
    assertEquals(2, tensor.numel());
  }

  @Test
  void shape_isThatAskedFor() {
    ByteBuffer bytes = direct(24);
    assertArrayEquals(new long[] {2, 3}, Torch.fromBuffer(bytes, DType.float32, 2, 3).shape());
    assertArrayEquals(new long[] {3}, Torch.fromBuffer(bytes, DType.complex64).shape());
    assertArrayEquals(new long[] {24}, Torch.fromBuffer(bytes).shape());
    Tensor floats = Torch.fromBuffer(bytes.asFloatBuffer(), 3, 2);
    assertArrayEquals(new long[] {3, 2}, floats.shape());
    assertEquals(DType.float32, floats.dtype());
    assertArrayEquals(new long[] {2, 0}, Torch.fromBuffer(direct(0), DType.float32, 2, 0).shape());
    assertRefused(
        "fromBuffer: buffer: got 24 bytes, expected those of [2, 2] float32",
        () -> Torch.fromBuffer(bytes, DType.float32, 2, 2));
    assertRefused(
        "fromBuffer: buffer: got 24 bytes, expected those of [-1] float32",
        () -> Torch.fromBuffer(bytes, DType.float32, -1));
    assertRefused(
        "fromBuffer: buffer: got 24 bytes, expected those of [4294967296, 4294967296] float32",
        () -> Torch.fromBuffer(bytes, DType.float32, 1L << 32, 1L << 32));
    assertRefused(
        "fromBuffer: buffer: got 23 bytes, expected a multiple of 4 for float32",
        () -> Torch.fromBuffer(direct(23), DType.float32));
  }

  @Test
  void eachBuffer_hasItsDtype() {
    Buffer[] buffers = {
      ByteBuffer.allocate(1),
      ShortBuffer.allocate(1),
      IntBuffer.allocate(1),
      LongBuffer.allocate(1),
      FloatBuffer.allocate(1),
      DoubleBuffer.allocate(1)
    };
    DType[] dtypes = {
      DType.uint8, DType.int16, DType.int32, DType.int64, DType.float32, DType.float64
    };
    for (int i = 0; i < buffers.length; i++) {
      assertEquals(dtypes[i], Torch.fromBuffer(buffers[i]).dtype());
      assertEquals(dtypes[i], Torch.tensor(buffers[i]).dtype());
    }
    assertEquals(DType.float16, Torch.tensor(ShortBuffer.allocate(1), DType.float16).dtype());
    assertRefused(
        "tensor: dtype: got int64 for a buffer of float32, expected one of the same size; a"
            + " ByteBuffer may have any",
        () -> Torch.tensor(FloatBuffer.allocate(2), DType.int64));
    assertRefused(
        "tensor: buffer: got a CharBuffer, expected a buffer of numbers",
        () -> Torch.tensor(CharBuffer.allocate(1)));
    assertRefused(
        "fromBuffer: buffer: got null, expected a buffer of numbers", () -> Torch.fromBuffer(null));
  }

  @Test
  void heapBuffers_areCopied() {
    float[] array = {1, 2};
    Tensor tensor = Torch.fromBuffer(FloatBuffer.wrap(array));
    array[0] = 9;
    assertArrayEquals(new float[] {1, 2}, tensor.toFloatArray());
  }

  @Test
  void otherByteOrders_areCopiedOnly() {
    ByteBuffer swapped = ByteBuffer.allocateDirect(8).order(other());
    swapped.putInt(0, 258).putInt(4, -2);
    assertArrayEquals(new int[] {258, -2}, Torch.tensor(swapped, DType.int32).toIntArray());
    assertArrayEquals(new int[] {258, -2}, Torch.tensor(swapped.asIntBuffer()).toIntArray());
    assertArrayEquals(new int[] {258, -2}, Torch.asTensor(swapped, DType.int32).toIntArray());
    assertEquals(8, Torch.fromBuffer(swapped).numel());
    assertRefused(
        "fromBuffer: buffer: got byte order "
            + other()
            + ", expected "
            + ByteOrder.nativeOrder()
            + "; Torch.tensor(buffer, dtype) copies it",
        () -> Torch.fromBuffer(swapped, DType.int32));
  }

  private static ByteOrder other() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? ByteOrder.LITTLE_ENDIAN
        : ByteOrder.BIG_ENDIAN;
  }

  @Test
  void readOnlyAndUnalignedBuffers_areCopiedOnly() {
    ByteBuffer readOnly = direct(4).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    assertRefused(
        "fromBuffer: buffer: got a read-only one, expected one that tensors may write to;"
            + " Torch.tensor(buffer, dtype) copies it",
        () -> Torch.fromBuffer(readOnly, DType.float32));
    assertEquals(1, Torch.tensor(readOnly, DType.float32).numel());
    assertEquals(1, Torch.asTensor(readOnly, DType.float32).numel());
    ByteBuffer unaligned = direct(9).position(1);
    assertRefused(
        "fromBuffer: buffer: got an address of 1 modulo 4, expected 0; Torch.tensor(buffer, dtype)"
            + " copies it",
        () -> Torch.fromBuffer(unaligned, DType.float32));
    assertEquals(2, Torch.tensor(unaligned, DType.float32).numel());
  }

  @Test
  void asTensor_sharesDirectBuffers() {
    FloatBuffer floats = direct(4).asFloatBuffer();
    Torch.asTensor(floats).fill_(3);
    assertEquals(3, floats.get(0));
  }

  @Test
  void sharedBuffer_livesAsLongAsViews() throws InterruptedException {
    int before = SharedBuffers.held();
    ByteBuffer buffer = direct(1 << 20);
    var reference = new WeakReference<>(buffer);
    Tensor tensor = Torch.fromBuffer(buffer, DType.float32);
    Tensor same = Torch.fromBuffer(buffer, DType.float32);
    buffer = null;
    Tensor view = tensor.narrow(0, 10, 5);
    assertEquals(before + 2, SharedBuffers.held());
    tensor.close();
    same.close();
    assertEquals(before + 1, SharedBuffers.held());
    collect(reference, 3);
    assertTrue(reference.get() != null);
    view.fill_(2);
    assertArrayEquals(new float[] {2, 2, 2, 2, 2}, view.toFloatArray());
    view.close();
    assertEquals(before, SharedBuffers.held());
    collect(reference, MANY_COLLECTIONS);
    assertEquals(null, reference.get());
  }

  @Test
  void manyBuffers_areReleased() {
    int before = SharedBuffers.held();
    for (int i = 0; i < 1000; i++) {
      Torch.fromBuffer(direct(64), DType.float32).close();
    }
    assertEquals(before, SharedBuffers.held());
  }

  private static void collect(WeakReference<?> reference, int most) throws InterruptedException {
    for (int i = 0; i < most && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
  }

  @Test
  void asByteBuffer_sharesMemory() throws InterruptedException {
    Tensor tensor = Torch.tensor(new float[] {1, 2, 3});
    FloatBuffer floats = tensor.narrow(0, 1, 2).asByteBuffer().asFloatBuffer();
    assertEquals(2, floats.remaining());
    floats.put(0, 9);
    assertArrayEquals(new float[] {1, 9, 3}, tensor.toFloatArray());
    tensor.close();
    for (int i = 0; i < 5; i++) {
      System.gc();
      Torch.zeros(3).close(); // takes freed memory
      Thread.sleep(10);
    }
    assertEquals(9, floats.get(0));
    assertEquals(0, Torch.zeros(0).asByteBuffer().remaining());
    assertEquals(2, Torch.tensor(1, DType.bfloat16).asByteBuffer().remaining());
  }

  @Test
  void asByteBuffer_refusesOtherLayouts() {
    String rule = ", expected a contiguous tensor on the CPU";
    assertRefused(
        "asByteBuffer: got one that is not contiguous, or lazily negated or conjugated" + rule,
        () -> Torch.zeros(2, 3).t().asByteBuffer());
    assertRefused(
        "asByteBuffer: got one of layout sparseCoo" + rule,
        () -> Torch.zeros(2).toSparse().asByteBuffer());
    assertRefused(
        "asByteBuffer: got one on meta" + rule, () -> Torch.zeros(2).to("meta").asByteBuffer());
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
