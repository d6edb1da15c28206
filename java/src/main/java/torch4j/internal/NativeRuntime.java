package torch4j.internal;

/** The native functions that affect the whole process. */
final class NativeRuntime {
  private NativeRuntime() {}

  /** "MKL", "OpenBLAS", or "... built in" if LibTorch contains it. */
  static native String blasName();

  /** Sets LibTorch's and the BLAS's thread count. */
  static native void setNumThreads(int threads);

  /** Sets how many threads an operator may use that this thread runs. */
  static native void setNumThreadsOfThisThread(int threads);

  /**
   * Makes OpenBLAS use LibTorch's threads; returns false if there is no OpenBLAS that supports it.
   */
  static native boolean shareThreadsWithBlas();

  /** Bytes that malloc has handed out in this process; -1 where the C library does not say. */
  static native long heapBytesInUse();

  /** The names of libtorch4j's kernels, separated by commas. */
  static native String kernelNames();

  /**
   * Installs all kernels except the given ones instead of ATen's, for the whole process.
   *
   * @param leftOut names of existing kernels, in UTF-8
   * @return the names of the kernels that are active with this LibTorch and processor, separated by
   *     commas
   */
  static native String installKernels(byte[][] leftOut);
}
