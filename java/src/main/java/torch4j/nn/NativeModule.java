package torch4j.nn;

/** The part of libtorch4j that modules need. Tensors are the addresses of their C++ objects. */
final class NativeModule {
  private NativeModule() {}

  /**
   * Puts a node into the graph behind these tensors, and the tensors that come out of it into
   * {@code to}. The observer is called in the backward pass.
   */
  static native void observe(long[] from, long[] to, GradientObserver observer);

  /** Copies a handle of the node's gradient into the tensor at {@code into}. */
  static native void gradient(long source, int index, long into);

  /** Replaces the node's gradient; 0 for none. */
  static native void setGradient(long source, int index, long tensor);
}
