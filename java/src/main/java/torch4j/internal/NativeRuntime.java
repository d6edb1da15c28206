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

  /** Gives products of batches of matrices to MKL; false where it is not there, or built in. */
  static native boolean batchProductsThroughMkl();

  /**
   * Gives float32 products to oneDNN where it is faster than the MKL beside LibTorch; false where
   * it never is, as on Intel's processors.
   */
  static native boolean productsThroughOnednn();

  /** Makes a linear layer on the CPU one node of the graph, with the same numbers. */
  static native void recordLinearAsOne();

  /** Takes whole rows at once in max pooling on the CPU, with the same numbers. */
  static native void poolRowsAtOnce();

  /**
   * Draws the masks of dropout on the CPU in vectors, with the same numbers; false where LibTorch
   * draws others than its own generator's.
   */
  static native boolean drawBernoulliInVectors();

  /** Computes with small tensors on the CPU in a loop at once, with the same numbers. */
  static native void computeSmallTensorsAtOnce();

  /**
   * Makes the C library's heap keep freed memory for the next step; false where it cannot, or where
   * the user has tuned it.
   */
  static native boolean keepFreedMemory();

  /**
   * Has Linux back tensors with large pages; false elsewhere, and where the user has decided on
   * them.
   */
  static native boolean useHugePages();

  /** Keeps the memory of small tensors for the thread's next ones; false where it cannot. */
  static native boolean keepSmallBlocks();
}
