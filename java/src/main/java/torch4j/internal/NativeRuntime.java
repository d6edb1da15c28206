package torch4j.internal;

/** The part of libtorch4j that concerns the process as a whole. */
final class NativeRuntime {
  private NativeRuntime() {}

  /** "MKL", "OpenBLAS", or "... built in" where LibTorch brings its own. */
  static native String blasName();

  /** Sets LibTorch's and the BLAS's thread count. */
  static native void setNumThreads(int threads);

  /**
   * Puts OpenBLAS's work on LibTorch's threads; false where there is no OpenBLAS that can do so.
   */
  static native boolean shareThreadsWithBlas();

  /** The names of libtorch4j's kernels, separated by commas. */
  static native String kernelNames();

  /**
   * Installs all kernels but those left out, in place of ATen's, for the whole process.
   *
   * @param leftOut names in UTF-8, which must be known
   * @return the names of those that are active on this LibTorch and processor, separated by commas
   */
  static native String installKernels(byte[][] leftOut);
}
