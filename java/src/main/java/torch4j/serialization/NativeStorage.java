package torch4j.serialization;

/** The native functions for files. Tensors are passed as addresses of their C++ objects. */
final class NativeStorage {
  private NativeStorage() {}

  /** Assigns a uint8 tensor over a part of the owner's bytes to the tensor at {@code into}. */
  static native void slice(long owner, long offset, long bytes, long into);

  /**
   * Assigns a nested tensor over a buffer to the tensor at {@code into}; throws if one of its
   * tensors is not within the buffer.
   */
  static native void nested(long buffer, long sizes, long strides, long offsets, long into);

  /** Throws if a sparse tensor's indices do not fit its size. */
  static native void requireValidSparse(long tensor);
}
