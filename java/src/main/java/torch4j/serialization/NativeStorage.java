package torch4j.serialization;

/** The part of libtorch4j that files need. Tensors are the addresses of their C++ objects. */
final class NativeStorage {
  private NativeStorage() {}

  /** Puts a uint8 tensor over a part of the owner's bytes into the tensor at {@code into}. */
  static native void slice(long owner, long offset, long bytes, long into);

  /**
   * Puts a nested tensor over a buffer into the tensor at {@code into}; throws if a tensor in it
   * does not lie within the buffer.
   */
  static native void nested(long buffer, long sizes, long strides, long offsets, long into);

  /** Throws if a sparse tensor's indices do not fit its size. */
  static native void requireValidSparse(long tensor);
}
