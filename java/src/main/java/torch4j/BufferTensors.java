package torch4j;

import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import torch4j.internal.Natives;

/** Tensors of NIO buffers: over the same memory, or copies. */
final class BufferTensors {
  private BufferTensors() {}

  /**
   * A tensor over a direct buffer's elements from its position to its limit, which share memory; of
   * another buffer, a copy.
   */
  static Tensor share(Buffer buffer, DType dtype, long[] shape) {
    DType of = requireDtype("fromBuffer", buffer, dtype);
    long[] sizes = requireShape("fromBuffer", buffer, of, shape);
    if (!buffer.isDirect() || !buffer.hasRemaining()) {
      return copy("fromBuffer", buffer, of, sizes);
    }
    long address = address(buffer);
    requireShareable(buffer, of, address);
    Natives.requireLoaded();
    return SharedBuffers.tensor(buffer, address, of, sizes);
  }

  /** A tensor that shares memory with the buffer, or a copy if it cannot. */
  static Tensor shareOrCopy(Buffer buffer, DType dtype) {
    DType of = requireDtype("asTensor", buffer, dtype);
    boolean isShareable =
        buffer.isDirect()
            && !buffer.isReadOnly()
            && isNative(buffer, of)
            && address(buffer) % unit(of) == 0;
    return isShareable ? share(buffer, of, null) : copy(buffer, of);
  }

  /** A tensor with a copy of the buffer's elements from its position to its limit. */
  static Tensor copy(Buffer buffer, DType dtype) {
    DType of = requireDtype("tensor", buffer, dtype);
    return copy("tensor", buffer, of, requireShape("tensor", buffer, of, null));
  }

  private static Tensor copy(String function, Buffer buffer, DType dtype, long[] shape) {
    Tensor made = NewTensor.empty(shape, dtype);
    if (buffer.hasRemaining()) {
      long bytes = (long) buffer.remaining() * width(buffer);
      if (bytes > Integer.MAX_VALUE) {
        made.close();
        throw new IllegalArgumentException(
            function + ": buffer: got " + bytes + " bytes to copy, expected less than 2 GiB");
      }
      try {
        copy(buffer, TensorBuffers.memory(made.raw, (int) bytes), unit(dtype));
      } finally {
        Reference.reachabilityFence(made);
      }
    }
    return made;
  }

  // Typed buffers exchange the bytes of the other byte order.
  private static void copy(Buffer from, ByteBuffer to, int unit) {
    if (from instanceof ByteBuffer source) {
      ByteBuffer bytes = source.duplicate().order(source.order());
      switch (unit) {
        case Byte.BYTES -> to.put(bytes);
        case Short.BYTES -> to.asShortBuffer().put(bytes.asShortBuffer());
        case Integer.BYTES -> to.asIntBuffer().put(bytes.asIntBuffer());
        default -> to.asLongBuffer().put(bytes.asLongBuffer());
      }
    } else if (from instanceof ShortBuffer source) {
      to.asShortBuffer().put(source.duplicate());
    } else if (from instanceof IntBuffer source) {
      to.asIntBuffer().put(source.duplicate());
    } else if (from instanceof LongBuffer source) {
      to.asLongBuffer().put(source.duplicate());
    } else if (from instanceof FloatBuffer source) {
      to.asFloatBuffer().put(source.duplicate());
    } else {
      to.asDoubleBuffer().put(((DoubleBuffer) from).duplicate());
    }
  }

  private static DType requireDtype(String function, Buffer buffer, DType dtype) {
    if (buffer == null || buffer instanceof CharBuffer) {
      throw new IllegalArgumentException(
          function
              + ": buffer: got "
              + (buffer == null ? "null" : "a CharBuffer")
              + ", expected a buffer of numbers");
    }
    DType own = ownDtype(buffer);
    boolean fits = dtype == null || buffer instanceof ByteBuffer || unit(dtype) == unit(own);
    if (!fits) {
      throw new IllegalArgumentException(
          function
              + ": dtype: got "
              + dtype.name()
              + " for a buffer of "
              + own.name()
              + ", expected one of the same size; a ByteBuffer may have any");
    }
    return dtype == null ? own : dtype;
  }

  private static DType ownDtype(Buffer buffer) {
    if (buffer instanceof ByteBuffer) {
      return DType.uint8;
    } else if (buffer instanceof ShortBuffer) {
      return DType.int16;
    } else if (buffer instanceof IntBuffer) {
      return DType.int32;
    } else if (buffer instanceof LongBuffer) {
      return DType.int64;
    }
    return buffer instanceof FloatBuffer ? DType.float32 : DType.float64;
  }

  private static long[] requireShape(String function, Buffer buffer, DType dtype, long[] shape) {
    long bytes = (long) buffer.remaining() * width(buffer);
    if (shape == null && bytes % dtype.itemsize() == 0) {
      return new long[] {bytes / dtype.itemsize()};
    }
    long count = 1;
    boolean valid = shape != null;
    for (int i = 0; valid && i < shape.length; i++) {
      valid = shape[i] >= 0 && (shape[i] == 0 || count <= Long.MAX_VALUE / shape[i]);
      count *= shape[i];
    }
    if (!valid || count > bytes / dtype.itemsize() || count * dtype.itemsize() != bytes) {
      throw new IllegalArgumentException(
          function
              + ": buffer: got "
              + bytes
              + " bytes, expected "
              + (shape == null
                  ? "a multiple of " + dtype.itemsize() + " for " + dtype.name()
                  : "those of " + Arrays.toString(shape) + " " + dtype.name()));
    }
    return shape.clone();
  }

  private static void requireShareable(Buffer buffer, DType dtype, long address) {
    String got = null;
    if (buffer.isReadOnly()) {
      got = "a read-only one, expected one that tensors may write to";
    } else if (!isNative(buffer, dtype)) {
      got = "byte order " + order(buffer) + ", expected " + ByteOrder.nativeOrder();
    } else if (address % unit(dtype) != 0) {
      got = "an address of " + address % unit(dtype) + " modulo " + unit(dtype) + ", expected 0";
    }
    if (got != null) {
      throw new IllegalArgumentException(
          "fromBuffer: buffer: got " + got + "; Torch.tensor(buffer, dtype) copies it");
    }
  }

  private static boolean isNative(Buffer buffer, DType dtype) {
    return unit(dtype) == 1 || order(buffer) == ByteOrder.nativeOrder();
  }

  private static ByteOrder order(Buffer buffer) {
    if (buffer instanceof ByteBuffer bytes) {
      return bytes.order();
    } else if (buffer instanceof ShortBuffer shorts) {
      return shorts.order();
    } else if (buffer instanceof IntBuffer ints) {
      return ints.order();
    } else if (buffer instanceof LongBuffer longs) {
      return longs.order();
    }
    return buffer instanceof FloatBuffer floats ? floats.order() : ((DoubleBuffer) buffer).order();
  }

  private static int width(Buffer buffer) {
    return ownDtype(buffer).itemsize();
  }

  // The bytes of what has a byte order: of a complex number each of its parts.
  private static int unit(DType dtype) {
    return dtype.isComplex() ? dtype.itemsize() / 2 : dtype.itemsize();
  }

  private static long address(Buffer buffer) {
    return new Pointer(buffer.slice()).address(); // which starts at the position
  }
}
